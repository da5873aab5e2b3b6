package dev.heal.analysis.change;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;

/**
 * Images that are others under the same tag: pods of one revision run different ones,
 * depending on when they were pulled.
 *
 * @param workload the workload
 * @param failing the object that fails
 * @param objects the objects
 */
record ImageChanges(KubeObject workload, KubeObject failing, ClusterObjects objects) {

	private static final int SHORT = "sha256:".length() + 12;

	Stream<Change> find() {
		List<KubeObject> pods = this.objects.podsOf(this.workload).toList();
		Optional<KubeObject> newest = this.failing.kind().equals("Pod") ? Optional.of(this.failing)
				: pods.stream().filter((pod) -> !isReady(pod)).max(Comparator.comparing(ImageChanges::created));
		return newest.stream()
			.flatMap((pod) -> pod.at("/status/containerStatuses")
				.valueStream()
				.flatMap((status) -> find(pod, status, pods).stream()));
	}

	private Optional<Change> find(KubeObject pod, JsonNode status, List<KubeObject> pods) {
		String name = status.path("name").asString("");
		String digest = digest(status);
		List<KubeObject> alike = pods.stream()
			.filter((other) -> other.controller().path("name").equals(pod.controller().path("name")))
			.filter((other) -> image(other, name).equals(image(pod, name)))
			.toList();
		List<KubeObject> same = alike.stream().filter((other) -> digest(status(other, name)).equals(digest)).toList();
		Instant since = same.stream().map(ImageChanges::created).min(Comparator.naturalOrder()).orElse(created(pod));
		Optional<KubeObject> former = alike.stream()
			.filter((other) -> !digest(status(other, name)).isEmpty() && !digest(status(other, name)).equals(digest))
			.filter((other) -> created(other).isBefore(since))
			.max(Comparator.comparing(ImageChanges::created));
		return former.filter((_) -> !digest.isEmpty())
			.map((other) -> new Change("image %s of %s is another under the same tag".formatted(image(pod, name), name),
					this.workload.kind() + "/" + this.workload.name(), since, null, digest(status(other, name)), digest,
					isReady(other) && same.stream().noneMatch(ImageChanges::isReady)));
	}

	private static boolean isReady(KubeObject pod) {
		return pod.condition("Ready").filter((condition) -> condition.isTrue()).isPresent();
	}

	private static Instant created(KubeObject pod) {
		return pod.created().orElse(Instant.EPOCH);
	}

	private static JsonNode status(KubeObject pod, String container) {
		return pod.at("/status/containerStatuses")
			.valueStream()
			.filter((status) -> status.path("name").asString("").equals(container))
			.findFirst()
			.orElse(pod.at("/none"));
	}

	private static String image(KubeObject pod, String container) {
		return pod.at("/spec/containers")
			.valueStream()
			.filter((known) -> known.path("name").asString("").equals(container))
			.map((known) -> known.path("image").asString(""))
			.findFirst()
			.orElse("");
	}

	private static String digest(JsonNode status) {
		String id = status.path("imageID").asString("");
		int start = id.indexOf("sha256:");
		return (start < 0) ? "" : id.substring(start, Math.min(id.length(), start + SHORT));
	}

}
