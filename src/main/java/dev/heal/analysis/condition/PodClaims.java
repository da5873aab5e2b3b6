package dev.heal.analysis.condition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * The PersistentVolumeClaims of a pod; where it is known which of them have a volume,
 * those that have none.
 */
final class PodClaims {

	private final PodReading pod;

	PodClaims(PodReading pod) {
		this.pod = pod;
	}

	String names() {
		List<String> unbound = known().filter((claim) -> !isBound(claim))
			.map((claim) -> claim.at("/metadata/name").asString(""))
			.toList();
		return String.join(", ", unbound.isEmpty() ? all(this.pod.pod()) : unbound);
	}

	/**
	 * Returns what is said of a claim without a volume.
	 * @return the words, empty when nothing is
	 */
	String words() {
		return known().filter((claim) -> !isBound(claim))
			.map((claim) -> claim.path("said").asString(""))
			.filter((words) -> !words.isEmpty())
			.map(Text::gist)
			.collect(Collectors.joining("; "));
	}

	private Stream<JsonNode> known() {
		return this.pod.around().path("claims").valueStream();
	}

	private static boolean isBound(JsonNode claim) {
		return claim.at("/status/phase").asString("").equals("Bound");
	}

	private static List<String> all(JsonNode pod) {
		String name = pod.at("/metadata/name").asString("");
		return pod.at("/spec/volumes")
			.valueStream()
			.flatMap((volume) -> Stream
				.of(Optional.of(volume.at("/persistentVolumeClaim/claimName").asString("")),
						Optional.of(volume.path("ephemeral").isObject() ? name + "-" + volume.path("name").asString("")
								: ""))
				.flatMap(Optional::stream))
			.filter((claim) -> !claim.isEmpty())
			.distinct()
			.toList();
	}

}
