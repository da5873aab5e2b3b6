package dev.heal.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.incident.IncidentIndex.Entry;
import dev.heal.workspace.Workspace;

/**
 * What Heal remembers of failures that are over, a line each, longer than their evidence
 * is kept.
 */
@Component
class Memory {

	private static final Logger logger = LoggerFactory.getLogger(Memory.class);

	private static final int LINES = 10_000;

	private static final int SHOWN = 5;

	private static final int LENGTH = 300;

	private final IncidentStore store;

	private final EvidenceCollector evidence;

	private final Workspace workspace;

	private final JsonMapper mapper;

	private final Path file;

	private List<Remembered> episodes = List.of();

	private boolean loaded;

	private long known = -1;

	Memory(IncidentStore store, EvidenceCollector evidence, Workspace workspace, JsonMapper mapper) {
		this.store = store;
		this.evidence = evidence;
		this.workspace = workspace;
		this.mapper = mapper;
		this.file = workspace.state().resolve("seen-before.jsonl");
	}

	/**
	 * Adds to an analysis when the failure was there before.
	 * @param analysis the analysis
	 * @param evidence what it was made of
	 * @param began when the failure began this time
	 * @return the analysis, as it is when nothing is remembered
	 */
	Analysis recall(Analysis analysis, Evidence evidence, Instant began) {
		String failure = analysis.fingerprint();
		if (failure == null || !isTelling(analysis.cause())) {
			return analysis;
		}
		RolledOut revisions = RolledOut.of(evidence);
		return analysis.withSeenBefore(
				recall(failure, began).stream().limit(SHOWN).map((former) -> former.seen(revisions, began)).toList());
	}

	private synchronized List<Remembered> recall(String failure, Instant before) {
		return episodes().stream()
			.filter((episode) -> episode.failure().equals(failure) && !episode.until().isAfter(before))
			.sorted(Comparator.comparing(Remembered::until).reversed())
			.toList();
	}

	/**
	 * Notes the failures that have ended since the last time.
	 */
	synchronized void note() {
		long changes = this.store.changes();
		if (changes == this.known) {
			return;
		}
		List<Remembered> ended = this.store.list((entry) -> entry.failure() != null && isTelling(entry.cause()))
			.stream()
			.collect(Collectors.groupingBy((entry) -> String.valueOf(entry.failure())))
			.entrySet()
			.stream()
			.filter((failure) -> failure.getValue().stream().noneMatch(Entry::isNeeded))
			.flatMap((failure) -> ended(failure.getKey(), failure.getValue()).stream())
			.toList();
		if (!ended.isEmpty()) {
			save(Stream.concat(episodes().stream(), ended.stream()).toList());
		}
		this.known = changes;
	}

	// what is not understood may be another thing each time
	private static boolean isTelling(@Nullable Cause cause) {
		return cause != null && cause != Cause.NONE && cause != Cause.UNKNOWN;
	}

	private Optional<Remembered> ended(String failure, List<Entry> entries) {
		Instant noted = episodes().stream()
			.filter((episode) -> episode.failure().equals(failure))
			.map(Remembered::until)
			.max(Comparator.naturalOrder())
			.orElse(Instant.MIN);
		List<Incident> incidents = this.store.read(entries.stream().filter((entry) -> entry.updatedAt().isAfter(noted)))
			.stream()
			.filter((incident) -> incident.analysis() != null && failure.equals(incident.analysis().fingerprint()))
			.toList();
		return incidents.stream()
			.max(Comparator.comparing((incident) -> incident.progress().updatedAt()))
			.map((last) -> remembered(failure, last, incidents));
	}

	private Remembered remembered(String failure, Incident last, List<Incident> incidents) {
		Instant since = incidents.stream()
			.map((incident) -> incident.episode().createdAt())
			.min(Comparator.naturalOrder())
			.orElseThrow();
		List<String> remediations = incidents.stream()
			.map(Incident::remediation)
			.filter(Objects::nonNull)
			.distinct()
			.toList();
		String pullRequest = incidents.stream()
			.map(Incident::work)
			.filter(Objects::nonNull)
			.map((work) -> work.pullRequest())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		return new Remembered(failure, last.id(), since, last.progress().updatedAt(), last.progress().state(),
				cut(last.progress().reason()), revision(last), remediations, pullRequest);
	}

	private static @Nullable String cut(@Nullable String reason) {
		return (reason != null && reason.length() > LENGTH) ? reason.substring(0, LENGTH) + "…" : reason;
	}

	private @Nullable Long revision(Incident incident) {
		return this.evidence.stored(incident.namespace(), incident.pod())
			.flatMap((stored) -> RolledOut.of(stored).current())
			.map(RolledOut.Revision::number)
			.orElse(null);
	}

	private List<Remembered> episodes() {
		if (!this.loaded) {
			this.episodes = this.workspace.read(this.file)
				.map((content) -> new String(content, StandardCharsets.UTF_8).lines())
				.orElseGet(Stream::empty)
				.flatMap((line) -> parsed(line).stream())
				.toList();
			this.loaded = true;
		}
		return this.episodes;
	}

	private Optional<Remembered> parsed(String line) {
		try {
			return Optional.of(this.mapper.readValue(line, Remembered.class));
		}
		catch (JacksonException ex) {
			logger.warn("Passing over a line of {}, which cannot be read: {}", this.file, ex.getOriginalMessage());
			return Optional.empty();
		}
	}

	private void save(List<Remembered> all) {
		List<Remembered> kept = all.subList(Math.max(0, all.size() - LINES), all.size());
		String lines = kept.stream().map(this.mapper::writeValueAsString).collect(Collectors.joining("\n", "", "\n"));
		try {
			this.workspace.write(this.file, lines);
			this.episodes = List.copyOf(kept);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + this.file, ex);
		}
	}

}
