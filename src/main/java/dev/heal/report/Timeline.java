package dev.heal.report;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.evidence.Evidence;

/**
 * What happened to a pod, in order: starts, ends, probes, kills and events.
 *
 * @param entries the entries, the oldest first
 */
public record Timeline(List<Entry> entries) {

	private static final int LENGTH = 40;

	private static final List<String> STATUSES = List.of("initContainerStatuses", "containerStatuses",
			"ephemeralContainerStatuses");

	/**
	 * Finds out what happened.
	 * @param evidence what was collected
	 * @return the last things that happened, the oldest first
	 */
	public static Timeline of(Evidence evidence) {
		List<Entry> entries = new ArrayList<>();
		JsonNode pod = evidence.pod();
		add(entries, pod.at("/metadata/creationTimestamp"), "pod created", "");
		for (String statuses : STATUSES) {
			pod.at("/status/" + statuses).valueStream().forEach((status) -> addContainer(entries, status));
		}
		String uid = pod.at("/metadata/uid").asString("");
		evidence.events()
			.path("items")
			.valueStream()
			.filter((event) -> uid.isEmpty() || uid.equals(event.at("/involvedObject/uid").asString(uid)))
			.filter((event) -> !event.path("reportingComponent").asString("").equals("heal"))
			.forEach((event) -> addEvent(entries, event));
		entries.sort(Comparator.comparing(Entry::time));
		return new Timeline(List.copyOf(entries.subList(Math.max(0, entries.size() - LENGTH), entries.size())));
	}

	private static void addContainer(List<Entry> entries, JsonNode status) {
		String name = status.path("name").asString("");
		Stream.of(status.at("/lastState/terminated"), status.at("/state/terminated")).forEach((terminated) -> {
			add(entries, terminated.path("startedAt"), name + " started", "");
			add(entries, terminated.path("finishedAt"), name + " ended", "%s, exit code %s"
				.formatted(terminated.path("reason").asString("no reason"), terminated.path("exitCode").asString("?")));
		});
		add(entries, status.at("/state/running/startedAt"), name + " started", "");
	}

	private static void addEvent(List<Entry> entries, JsonNode event) {
		int count = event.path("count").asInt(1);
		String times = (count > 1) ? " (" + count + " times)" : "";
		Stream
			.of("/series/lastObservedTime", "/lastTimestamp", "/eventTime", "/firstTimestamp",
					"/metadata/creationTimestamp")
			.map(event::at)
			.filter((time) -> time(time).isPresent())
			.findFirst()
			.ifPresent((time) -> add(entries, time, event.path("reason").asString("event"),
					event.path("message").asString("") + times));
	}

	private static void add(List<Entry> entries, JsonNode time, String what, String detail) {
		time(time).ifPresent((instant) -> entries.add(new Entry(instant, what, detail)));
	}

	private static Optional<Instant> time(JsonNode node) {
		try {
			return Optional.of(node.asString(""))
				.filter((text) -> !text.isEmpty())
				.map((text) -> OffsetDateTime.parse(text).toInstant())
				.filter((instant) -> instant.isAfter(Instant.EPOCH));
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

	String markdown() {
		if (this.entries.isEmpty()) {
			return "Nothing is known of the pod's history.";
		}
		return table() + "\n\n" + diagram();
	}

	private String table() {
		return Markdown.fence(String.join("\n", this.entries.stream().map(Entry::row).toList()));
	}

	/**
	 * Draws the entries by the second; what happened in one second stands in one column.
	 * @return a Mermaid diagram
	 */
	private String diagram() {
		Instant start = this.entries.getFirst().time();
		Map<Long, List<String>> marks = new TreeMap<>();
		this.entries.forEach((entry) -> marks
			.computeIfAbsent(Duration.between(start, entry.time()).toSeconds(), (_) -> new ArrayList<>())
			.add(entry.mark()));
		return "```mermaid\ntimeline\n" + String.join("\n",
				marks.entrySet()
					.stream()
					.map((mark) -> "    %s : %s".formatted(since(mark.getKey()), String.join(" : ", mark.getValue())))
					.toList())
				+ "\n```";
	}

	// T+1h 5m 3s; Mermaid reads colons as its own
	private static String since(long seconds) {
		Duration time = Duration.ofSeconds(seconds);
		String hours = (time.toHours() > 0) ? time.toHours() + "h " : "";
		String minutes = (time.toMinutes() > 0) ? time.toMinutesPart() + "m " : "";
		return "T+" + hours + minutes + time.toSecondsPart() + "s";
	}

	/**
	 * Something that happened.
	 *
	 * @param time when
	 * @param what what
	 * @param detail more of it, may be empty
	 */
	public record Entry(Instant time, String what, String detail) {

		private String row() {
			return "%s  %s  %s"
				.formatted(this.time.truncatedTo(ChronoUnit.SECONDS), this.what,
						Markdown.visible(this.detail).replaceAll("\\s+", " "))
				.strip();
		}

		/**
		 * Returns the words that the diagram shows: Mermaid takes no empty ones, and
		 * reads colons, semicolons and hashes as its own.
		 * @return the words
		 */
		private String mark() {
			String words = this.what.replaceAll("[^A-Za-z0-9 ._/-]", " ").strip();
			return words.isEmpty() ? "event" : words;
		}

	}

}
