package dev.heal.analysis.condition;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.condition.ConditionFinding.Recorded;

/**
 * The PersistentVolumeClaims of a pod, and what is said of those that have no volume.
 */
final class PodClaims {

	private static final Pattern WAITING = Pattern
		.compile("FailedBinding|ProvisioningFailed|ExternalProvisioning|ClaimMisbound|VolumeMismatch|ClaimLost");

	/**
	 * How many of them a sentence names.
	 */
	private static final int NAMED = 5;

	private final PodReading pod;

	PodClaims(PodReading pod) {
		this.pod = pod;
	}

	/**
	 * Finds what is said of the claims of a pod.
	 * @param pod the pod
	 * @param events the event list, which may be that of the whole namespace
	 * @param around what stands around the pod
	 * @return the events, oldest first
	 */
	static List<EventReading> events(JsonNode pod, JsonNode events, JsonNode around) {
		List<String> claims = names(pod);
		return Stream
			.concat(readings(events.path("items"), "/items/", Recorded.EVENTS),
					readings(around.path("claimEvents"), "/claimEvents/", Recorded.SURROUNDINGS))
			.filter((event) -> event.node().at("/involvedObject/kind").asString("").equals("PersistentVolumeClaim"))
			.filter((event) -> claims.contains(name(event)))
			.sorted(Comparator.comparing((event) -> event.lastSeen().orElse(Instant.EPOCH)))
			.toList();
	}

	private static Stream<EventReading> readings(JsonNode list, String pointer, Recorded object) {
		return IntStream.range(0, list.size())
			.mapToObj((index) -> new EventReading(list.path(index), pointer + index, object));
	}

	private static String name(EventReading event) {
		return event.node().at("/involvedObject/name").asString("");
	}

	/**
	 * Returns the last word on each claim that waits for a volume.
	 * @return the events
	 */
	Stream<EventReading> unbound() {
		Map<String, EventReading> last = new TreeMap<>();
		this.pod.claimEvents().forEach((event) -> last.put(name(event), event));
		return last.values().stream().filter((event) -> WAITING.matches(event.reason()));
	}

	/**
	 * Returns the names of the claims that have no volume, of all where nothing tells.
	 * @return the first names, and how many there are besides
	 */
	String names() {
		List<String> unbound = unbound().map(PodClaims::name).toList();
		List<String> all = unbound.isEmpty() ? names(this.pod.pod()) : unbound;
		String first = all.stream().limit(NAMED).collect(Collectors.joining(", "));
		return (all.size() > NAMED) ? first + " and %d more".formatted(all.size() - NAMED) : first;
	}

	int count() {
		return names(this.pod.pod()).size();
	}

	/**
	 * Returns what is said of the claims without a volume.
	 * @return the words, empty when nothing is
	 */
	String words() {
		return unbound().map((event) -> Text.gist(event.message())).distinct().collect(Collectors.joining("; "));
	}

	private static List<String> names(JsonNode pod) {
		String name = pod.at("/metadata/name").asString("");
		return pod.at("/spec/volumes")
			.valueStream()
			.map((volume) -> volume.path("ephemeral").isObject() ? name + "-" + volume.path("name").asString("")
					: volume.at("/persistentVolumeClaim/claimName").asString(""))
			.filter((claim) -> !claim.isEmpty())
			.distinct()
			.toList();
	}

}
