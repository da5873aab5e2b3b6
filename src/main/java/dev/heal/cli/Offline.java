package dev.heal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Recording;
import dev.heal.cli.Diagnose.View;
import dev.heal.cli.HealCommand.Format;
import dev.heal.cli.HealCommand.Layout;
import dev.heal.cli.material.Material;
import dev.heal.evidence.Evidence;
import dev.heal.kubectl.Kubectl;
import dev.heal.live.LiveDiagnosis;
import dev.heal.live.LiveFailure;
import dev.heal.redaction.RedactingOutputStream;
import dev.heal.redaction.Redactor;

/**
 * What works on recorded files alone, without a cluster and without the application's
 * context.
 */
final class Offline {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Output output;

	Offline(Output output) {
		this.output = output;
	}

	int analyze(Path podFile, @Nullable Path eventsFile, @Nullable Path currentLog, @Nullable Path previousLog,
			Format format) throws IOException {
		Evidence evidence = Evidence.recorded(pod(podFile), read(eventsFile), currentLog, previousLog);
		Analysis analysis = Analyzers.create().analyze(evidence);
		new Results(this.output).print(analysis, evidence, format);
		return 0;
	}

	int analyze(Recording recording, Format format) {
		new Results(this.output).print(Analyzers.ofObjects().analyze(recording), format);
		return 0;
	}

	/**
	 * Analyses whatever is at hand.
	 * @param sources files, folders and archives; {@code -} is standard input
	 * @param format how to print it
	 * @return the exit code
	 */
	int analyze(List<Path> sources, Format format) throws IOException {
		Material material = Material.read(sources, System.in);
		if (material.isEmpty()) {
			throw new CommandException("There is neither a pod nor a log in %s%s".formatted(names(sources),
					material.kinds().isEmpty() ? "" : ", only " + String.join(", ", material.kinds())));
		}
		List<Evidence> all = material.evidence();
		Analyzer analyzer = Analyzers.create();
		List<LiveFailure> looks = all.stream()
			.map((evidence) -> LiveFailure.of(evidence.pod(), analyzer.analyze(evidence), evidence))
			.toList();
		List<LiveFailure> failures = LiveDiagnosis.grouped(looks.stream().filter(LiveFailure::isFailure));
		if (looks.size() == 1 || failures.size() == 1) {
			LiveFailure only = failures.isEmpty() ? looks.getFirst() : failures.getFirst();
			new Results(this.output).print(only.analysis(), only.evidence(), format);
		}
		else {
			this.output.line(new DiagnosisText(View.of(format))
				.of(Diagnosis.listed(failures, "the %d pods of %s".formatted(looks.size(), names(sources)))));
		}
		return 0;
	}

	private static String names(List<Path> sources) {
		return sources.stream()
			.map(Path::toString)
			.collect(Collectors.joining(", "))
			.replaceFirst("^-$", "standard input");
	}

	void describe(Path podFile, @Nullable Path eventsFile, Instant at, Layout layout, boolean redact)
			throws IOException {
		JsonNode events = read(eventsFile);
		byte[] text = switch (layout) {
			case DESCRIBE -> Kubectl.describePod(read(podFile), events, at);
			case EVENTS -> Kubectl.eventsYaml(events);
		};
		this.output.stream().write(redact ? Redactor.ephemeral().redact(text) : text);
		this.output.stream().flush();
	}

	void redact(InputStream in) throws IOException {
		try (RedactingOutputStream out = Redactor.ephemeral().open(this.output.stream())) {
			in.transferTo(out);
		}
	}

	private static JsonNode pod(Path file) throws IOException {
		JsonNode object = read(file);
		String kind = object.path("kind").asString("Pod");
		if (!kind.equals("Pod")) {
			throw new CommandException("%s holds %s %s, where a Pod is asked for".formatted(file,
					kind.matches("[AEIOU].*") ? "an" : "a", kind));
		}
		return object;
	}

	private static JsonNode read(@Nullable Path file) throws IOException {
		if (file == null) {
			return MissingNode.getInstance();
		}
		try {
			return MAPPER.readTree(Files.readAllBytes(file));
		}
		catch (JacksonException ex) {
			throw new CommandException(file + " is not JSON: " + ex.getOriginalMessage(), ex);
		}
	}

}
