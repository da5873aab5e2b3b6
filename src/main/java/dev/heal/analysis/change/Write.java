package dev.heal.analysis.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.condition.Times;
import dev.heal.analysis.objects.KubeObject;

/**
 * The last time that somebody wrote an object.
 *
 * @param time the time
 * @param by the field manager, null when it is not known
 * @param keys the keys of its data that the manager owns
 * @param created whether it was made then
 * @param ofTaints whether the manager owns the taints of a node
 */
record Write(Instant time, @Nullable String by, List<String> keys, boolean created, boolean ofTaints) {

	private static final Duration SAME = Duration.ofSeconds(10);

	/**
	 * Finds the last write.
	 * @param object the object
	 * @return the write, its creation when it does not tell who manages its fields
	 */
	static Optional<Write> lastOf(KubeObject object) {
		return managed(object, "").max(Comparator.comparing(Write::time))
			.or(() -> object.created().map((created) -> new Write(created, null, List.of(), true, false)));
	}

	/**
	 * Finds who wrote an object, or a part of it.
	 * @param object the object
	 * @param subresource such as {@code scale}, empty for the object itself
	 * @return each manager's last write
	 */
	static Stream<Write> managed(KubeObject object, String subresource) {
		return object.at("/metadata/managedFields")
			.valueStream()
			.filter((entry) -> entry.path("subresource").asString("").equals(subresource))
			.flatMap((entry) -> Times.of(entry.path("time")).map((time) -> of(entry, time, object)).stream());
	}

	/**
	 * Finds who wrote the template of a workload's pods at a time.
	 * @param workload the workload
	 * @param time the time
	 * @return the field manager
	 */
	static Optional<String> templateAt(KubeObject workload, Instant time) {
		return workload.at("/metadata/managedFields")
			.valueStream()
			.filter((entry) -> entry.at("/fieldsV1/f:spec").has("f:template"))
			.filter((entry) -> Times.of(entry.path("time")).filter((written) -> isSame(written, time)).isPresent())
			.map((entry) -> entry.path("manager").asString(""))
			.findFirst();
	}

	static boolean isSame(Instant one, Instant other) {
		return Duration.between(one, other).abs().compareTo(SAME) <= 0;
	}

	private static Write of(JsonNode entry, Instant time, KubeObject object) {
		List<String> keys = Stream.of("f:data", "f:stringData", "f:binaryData")
			.flatMap((member) -> entry.path("fieldsV1").path(member).propertyStream())
			.map(Map.Entry::getKey)
			.filter((key) -> key.startsWith("f:"))
			.map((key) -> key.substring(2))
			.toList();
		boolean created = object.created().filter((made) -> isSame(made, time)).isPresent();
		return new Write(time, entry.path("manager").asString(null), keys, created,
				entry.at("/fieldsV1/f:spec").has("f:taints"));
	}

	String verb() {
		return this.created ? "created" : "changed";
	}

}
