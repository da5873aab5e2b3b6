package dev.heal.cli.material;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of events at the end of a description. Their ages count to now.
 */
final class DescribedEvents {

	private static final Pattern ROW = Pattern.compile(
			"^\\s+(Normal|Warning|\\S+)\\s{2,}(\\S+)\\s{2,}(\\S+)(?: \\((?:x(\\d+) )?over ([^)]*)\\))?\\s{2,}(\\S+(?: \\S+)*?)\\s{2,}(.*)$");

	private static final Pattern AGE = Pattern.compile("(\\d+)([smhdy])");

	private static final Map<String, Duration> UNITS = Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1),
			"h", Duration.ofHours(1), "d", Duration.ofDays(1), "y", Duration.ofDays(365));

	private DescribedEvents() {
	}

	static List<ObjectNode> read(List<String> lines, JsonNode pod) {
		Instant now = now(lines, pod);
		List<ObjectNode> events = new ArrayList<>();
		for (String line : lines) {
			Matcher row = ROW.matcher(line);
			if (isEvent(row)) {
				events.add(event(row, now, pod.path("metadata"), events.size()));
			}
			else if (!events.isEmpty() && !line.isBlank()) {
				ObjectNode last = events.getLast();
				last.put("message", last.path("message").asString("") + "\n" + line.strip());
			}
		}
		return events;
	}

	private static boolean isEvent(Matcher row) {
		return row.matches() && !row.group(1).equals("Type") && !row.group(1).startsWith("---");
	}

	/**
	 * Finds out when the text was printed: what the pod dates is as old as the event that
	 * tells of it.
	 * @param lines the rows
	 * @param pod the pod
	 * @return the time, now where nothing tells
	 */
	static Instant now(List<String> lines, JsonNode pod) {
		return now(times(pod, "startTime"), ages(lines, "Scheduled"))
			.or(() -> now(times(pod, "startedAt"), ages(lines, "Started")))
			.or(() -> now(dated(pod), ages(lines, "")))
			.or(() -> dated(pod).max(Comparator.naturalOrder()))
			.orElseGet(() -> Clock.systemUTC().instant());
	}

	private static Optional<Instant> now(Stream<Instant> times, Stream<Duration> ages) {
		Optional<Duration> age = ages.min(Comparator.naturalOrder());
		return times.max(Comparator.naturalOrder()).flatMap((time) -> age.map(time::plus));
	}

	/**
	 * Returns the latest time that anything in the text has, which is all that an
	 * analysis will know of the time.
	 * @param lines the rows
	 * @param pod the pod
	 * @return the time
	 */
	static Instant latest(List<String> lines, JsonNode pod) {
		Instant now = now(lines, pod);
		return Stream.concat(dated(pod), ages(lines, "").map(now::minus)).max(Comparator.naturalOrder()).orElse(now);
	}

	private static Stream<Instant> dated(JsonNode pod) {
		return Stream.of("startedAt", "finishedAt", "startTime").flatMap((name) -> times(pod, name));
	}

	private static Stream<Instant> times(JsonNode pod, String name) {
		return pod.findValues(name)
			.stream()
			.map((time) -> Instant.parse(time.asString()))
			.filter(Instant.EPOCH::isBefore);
	}

	private static Stream<Duration> ages(List<String> lines, String reason) {
		return lines.stream()
			.map(ROW::matcher)
			.filter(DescribedEvents::isEvent)
			.filter((row) -> row.group(2).startsWith(reason))
			.map((row) -> age(row.group(3)));
	}

	private static ObjectNode event(Matcher row, Instant now, JsonNode pod, int number) {
		Instant last = now.minus(age(row.group(3)));
		Instant first = (row.group(5) != null) ? now.minus(age(row.group(5))) : last;
		ObjectNode event = DescribeText.JSON.createObjectNode();
		event.put("kind", "Event");
		event.putObject("metadata")
			.put("name", "described." + number)
			.put("namespace", pod.path("namespace").asString(""))
			.put("creationTimestamp", first.toString());
		event.putObject("involvedObject")
			.put("kind", "Pod")
			.put("name", pod.path("name").asString(""))
			.put("namespace", pod.path("namespace").asString(""));
		event.putObject("source").put("component", row.group(6));
		return event.put("type", row.group(1))
			.put("reason", row.group(2))
			.put("message", row.group(7).strip())
			.put("count", (row.group(4) != null) ? Integer.parseInt(row.group(4)) : 1)
			.put("firstTimestamp", first.toString())
			.put("lastTimestamp", last.toString());
	}

	static Duration age(String text) {
		Duration age = Duration.ZERO;
		Matcher part = AGE.matcher(text);
		while (part.find()) {
			age = age
				.plus(UNITS.getOrDefault(part.group(2), Duration.ZERO).multipliedBy(Long.parseLong(part.group(1))));
		}
		return age;
	}

}
