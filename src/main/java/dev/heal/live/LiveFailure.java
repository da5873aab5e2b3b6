package dev.heal.live;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.analysis.WorkloadName;
import dev.heal.evidence.Evidence;

/**
 * What is wrong with one or more pods.
 *
 * @param namespace their namespace
 * @param workload what they are replicas of
 * @param count how many they are
 * @param pods their names
 * @param since since when the first of them has not been ready, null when it is not known
 * @param restarts how often their containers were restarted, all together
 * @param analysis what failed and why
 * @param evidence what that rests on
 */
public record LiveFailure(String namespace, String workload, int count, List<String> pods, @Nullable Instant since,
		int restarts, @JsonUnwrapped Analysis analysis, @JsonIgnore Evidence evidence) {

	public LiveFailure {
		pods = List.copyOf(pods);
	}

	@JsonIgnore
	public boolean isFailure() {
		return this.analysis.cause() != Cause.NONE;
	}

	@JsonIgnore
	public boolean isDiagnosed() {
		return isFailure() && this.analysis.cause() != Cause.UNKNOWN;
	}

	public static LiveFailure of(JsonNode pod, Analysis analysis, Evidence evidence) {
		String name = pod.isObject() ? PodLook.name(pod) : evidence.manifest().pod();
		return new LiveFailure(evidence.manifest().namespace(), WorkloadName.of(pod, name), 1, List.of(name),
				PodLook.since(pod).orElse(null), PodLook.restarts(pod), analysis, evidence);
	}

	/**
	 * Puts pods together that fail of the same.
	 * @param same at least one
	 * @return all of them, with the surest analysis
	 */
	static LiveFailure all(List<LiveFailure> same) {
		LiveFailure surest = same.stream()
			.max(Comparator.comparingDouble((failure) -> failure.analysis().confidence()))
			.orElseThrow();
		Instant since = same.stream()
			.map(LiveFailure::since)
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.orElse(null);
		return new LiveFailure(surest.namespace, surest.workload, same.stream().mapToInt(LiveFailure::count).sum(),
				same.stream().flatMap((failure) -> failure.pods().stream()).sorted().toList(), since,
				same.stream().mapToInt(LiveFailure::restarts).sum(), surest.analysis, surest.evidence);
	}

}
