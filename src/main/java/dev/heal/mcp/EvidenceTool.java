package dev.heal.mcp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.kubectl.Kubectl;
import dev.heal.mcp.Tool.Effect;

/**
 * The tool that pages through evidence: never a whole log.
 */
final class EvidenceTool {

	private static final int USUAL = 60;

	private static final int MOST = 200;

	private final LiveLooks looks;

	private final Memory memory;

	private final String namespace;

	EvidenceTool(LiveLooks looks, Memory memory, String namespace) {
		this.looks = looks;
		this.memory = memory;
		this.namespace = namespace;
	}

	Tool<?, ?> tool() {
		return new Tool<>("read_evidence",
				"Some lines of a pod's evidence: a range of current.log, previous.log, events.yaml or describe.txt, or those that match a regular expression. "
						+ "Without file: which files there are. Call it only where a diagnosis is not enough.",
				Effect.NONE, Range.class, Page.class, (range, _) -> read(range));
	}

	private Page read(Range range) {
		Place place = Place.of(range.namespace(), range.target(), this.namespace);
		Optional<Evidence> stored = (range.source() != Source.LIVE)
				? this.memory.evidence(place.namespace(), place.key()) : Optional.empty();
		if (stored.isEmpty() && range.source() == Source.STORED) {
			throw new ToolException(
					"Nothing is stored of %s; leave source out to see what is there now.".formatted(place));
		}
		Evidence evidence = stored.orElseGet(() -> this.looks.evidence(place.namespace(), place.key()));
		Source source = stored.isPresent() ? Source.STORED : Source.LIVE;
		return (range.file() == null) ? overview(evidence, source) : lines(evidence, source, range.file(), range);
	}

	private static Page overview(Evidence evidence, Source source) {
		List<String> files = Stream.of(Kind.values())
			.flatMap((kind) -> evidence.manifest()
				.file(kind)
				.map(EvidenceTool::line)
				.or(() -> made(evidence, kind))
				.stream())
			.toList();
		return new Page(source, evidence.manifest().collectedAt(), files, null, null, null, null, null, null, null);
	}

	private static String line(EvidenceFile file) {
		return (file.path() != null)
				? "%s: %d lines, %d bytes".formatted(file.file().fileName(), file.lines(), file.bytes())
				: "%s: none, %s".formatted(file.file().fileName(), file.reason());
	}

	// of a live pod they are printed when somebody asks
	private static Optional<String> made(Evidence evidence, Kind kind) {
		return bytes(evidence, kind).map((_) -> kind.fileName() + ": made of the live objects");
	}

	private static Optional<byte[]> bytes(Evidence evidence, Kind kind) {
		return switch (kind) {
			case DESCRIPTION -> evidence.pod().isObject()
					? Optional
						.of(Kubectl.describePod(evidence.pod(), evidence.events(), evidence.manifest().collectedAt()))
					: Optional.empty();
			case EVENTS ->
				evidence.events().isObject() ? Optional.of(Kubectl.eventsYaml(evidence.events())) : Optional.empty();
			case WORKLOAD, CONFIGURATION, CLAIMS,
					DEPENDENCIES ->
				Optional.of(evidence.surroundings().path("lookUps").path(kind.fileName()))
					.filter(JsonNode::isObject)
					.map(Kubectl::yaml);
			case CURRENT_LOG, PREVIOUS_LOG, OBJECT -> Optional.empty();
		};
	}

	private Page lines(Evidence evidence, Source source, Kind kind, Range range) {
		Lines lines = scan(evidence, kind, range);
		return Answers.fitting(lines.numbers().size(), (most) -> {
			Lines shown = lines.first(most);
			return new Page(source, evidence.manifest().collectedAt(), List.of(), kind, lines.total(), shown.from(),
					shown.to(), shown.text(), shown.next(), Answers.DATA);
		});
	}

	private static Lines scan(Evidence evidence, Kind kind, Range range) {
		int most = Math.clamp(Objects.requireNonNullElse(range.lines(), USUAL), 1, MOST);
		try {
			Long total = evidence.manifest().file(kind).map(EvidenceFile::lines).orElse(null);
			if (total == null || total == 0) {
				try (InputStream in = open(evidence, kind)) {
					total = Lines.count(in);
				}
			}
			long from = Objects.requireNonNullElse(range.from(), 1L);
			long first = (from < 0) ? Math.max(1, total + from + 1) : Math.max(1, from);
			try (InputStream in = open(evidence, kind)) {
				return (range.grep() == null) ? Lines.range(in, total, first, most) : Lines.matching(in, total, first,
						most, pattern(range.grep()), Math.clamp(Objects.requireNonNullElse(range.around(), 0), 0, 20));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Pattern pattern(String text) {
		try {
			return Pattern.compile(text);
		}
		catch (PatternSyntaxException ex) {
			throw new ToolException(
					"grep cannot be %s: %s. It is a regular expression of RE2, such as (?i)timeout|refused."
						.formatted(Answers.cutText(text, 60), ex.getDescription()));
		}
	}

	private static InputStream open(Evidence evidence, Kind kind) {
		return evidence.open(kind)
			.or(() -> bytes(evidence, kind).map(ByteArrayInputStream::new))
			.orElseThrow(() -> new ToolException("There is no %s%s. Leave file out to see what there is.".formatted(
					kind.fileName(), evidence.manifest().file(kind).map((file) -> ": " + file.reason()).orElse(""))));
	}

	/**
	 * Where what is read comes from.
	 */
	enum Source {

		/**
		 * From the cluster, as it is now.
		 */
		@JsonProperty("live")
		LIVE,
		/**
		 * From Heal's workspace, as it was collected when the pod failed.
		 */
		@JsonProperty("stored")
		STORED

	}

	/**
	 * Which lines are wanted.
	 */
	record Range(@JsonPropertyDescription("a pod, or kind/name of a workload") String target,
			@Nullable String namespace, @Nullable Kind file,
			@Nullable @JsonPropertyDescription("the first line, from 1; -50 for the last 50") Long from,
			@Nullable @JsonPropertyDescription("how many lines, or matches; 60 unless given, 200 at most") Integer lines,
			@Nullable @JsonPropertyDescription("only lines that match this RE2 expression, from that line on") String grep,
			@Nullable @JsonPropertyDescription("lines before and after each match, 20 at most") Integer around,
			@Nullable @JsonPropertyDescription("stored when the pod failed, or live; what is stored unless given") Source source) {

	}

	/**
	 * Some lines.
	 */
	record Page(Source source, Instant collectedAt, List<String> files, @Nullable Kind file,
			@Nullable @JsonPropertyDescription("lines of the whole file") Long total, @Nullable Long from,
			@Nullable Long to,
			@Nullable @JsonPropertyDescription("each line with its number; 7: is a match or asked for, 7- stands around one") String text,
			@Nullable @JsonPropertyDescription("from of the next page; absent at the end") Long next,
			@Nullable String data) {

	}

}
