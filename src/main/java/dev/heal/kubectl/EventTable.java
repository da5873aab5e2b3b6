package dev.heal.kubectl;

import java.time.Instant;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * The table of events at the end of a description.
 */
final class EventTable {

	private static final String MIRROR_OF = "kubernetes.io/config.mirror";

	private final Instant now;

	private final TabWriter out;

	EventTable(Instant now, TabWriter out) {
		this.now = now;
		this.out = out;
	}

	/**
	 * Returns the events that are a pod's own, and not of an earlier pod of its name.
	 * @param pod the pod
	 * @param events the events of its name
	 * @return some of the events, in their order
	 */
	static List<JsonNode> eventsOf(JsonNode pod, JsonNode events) {
		JsonNode metadata = pod.path("metadata");
		JsonNode mirrorOf = metadata.path("annotations").path(MIRROR_OF);
		// a mirror pod's events are of the pod in the kubelet's manifest, whose UID is
		// its hash
		String uid = Fields.text(mirrorOf.isMissingNode() ? metadata.path("uid") : mirrorOf);
		return events.path("items")
			.valueStream()
			.filter((event) -> isOf(metadata, uid, event.path("involvedObject")))
			.toList();
	}

	private static boolean isOf(JsonNode metadata, String uid, JsonNode object) {
		return isSame("name", metadata, object) && isSame("namespace", metadata, object)
				&& (uid.isEmpty() || Fields.text(object.path("uid")).equals(uid));
	}

	private static boolean isSame(String field, JsonNode left, JsonNode right) {
		return Fields.text(left.path(field)).equals(Fields.text(right.path(field)));
	}

	void write(List<JsonNode> events) {
		if (events.isEmpty()) {
			this.out.line("Events:\t<none>");
			return;
		}
		this.out.line("Events:");
		this.out.line("  Type\tReason\tAge\tFrom\tMessage");
		this.out.line("  ----\t------\t----\t----\t-------");
		GoSort.sort(events, (left, right) -> lastTime(left).compareTo(lastTime(right))).forEach(this::event);
	}

	void writeOfGonePod(List<JsonNode> events) {
		String name = Fields.text(events.getFirst().path("involvedObject").path("name"));
		this.out.line("Pod '%s': error 'pods \"%s\" not found', but found events.".formatted(name, name));
		write(events);
	}

	private static Instant lastTime(JsonNode event) {
		return Timestamps.parse(event.path("lastTimestamp"));
	}

	private void event(JsonNode event) {
		String component = Fields.text(event.path("source").path("component"));
		String source = component.isEmpty() ? Fields.text(event.path("reportingComponent")) : component;
		this.out
			.line("  %s\t%s\t%s\t%s\t%s".formatted(Fields.text(event.path("type")), Fields.text(event.path("reason")),
					ages(event), source, GoQuote.trim(Fields.text(event.path("message")))));
	}

	private String ages(JsonNode event) {
		String first = age(event.path(isTimed(event) ? "eventTime" : "firstTimestamp"));
		JsonNode series = event.path("series");
		if (Fields.has(series)) {
			return repeated(series.path("lastObservedTime"), series.path("count"), first);
		}
		if (event.path("count").asInt(0) > 1) {
			return repeated(event.path("lastTimestamp"), event.path("count"), first);
		}
		return first;
	}

	private static boolean isTimed(JsonNode event) {
		return !Timestamps.parse(event.path("eventTime")).equals(Timestamps.ZERO);
	}

	private String repeated(JsonNode last, JsonNode count, String first) {
		return "%s (x%s over %s)".formatted(age(last), Fields.text(count, "0"), first);
	}

	private String age(JsonNode time) {
		return Timestamps.age(time, this.now);
	}

}
