package dev.heal.analysis.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.change.TemplateDiff;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;
import dev.heal.analysis.condition.PodReading;

/**
 * A roll-out that broke the workload: of two revisions of a Deployment only the newer one
 * fails, so that what changed between them is to blame.
 *
 * @param deployment the name of the Deployment
 * @param namespace its namespace
 * @param failing the revision that fails
 * @param running the latest revision that still has ready pods
 */
record Rollout(String deployment, String namespace, Revision failing, Revision running) {

	private static final int MAX_CHANGES = 5;

	static Optional<Rollout> of(PodReading pod) {
		JsonNode sets = pod.around().path("replicaSets");
		List<Revision> revisions = IntStream.range(0, sets.size())
			.mapToObj((index) -> new Revision(sets.path(index), "/replicaSets/" + index))
			.toList();
		return revisions.stream()
			.filter((revision) -> revision.uid().equals(pod.ownerUid()) && revision.ready() == 0)
			.findFirst()
			.flatMap((failing) -> revisions.stream()
				.filter((revision) -> revision.ready() > 0 && revision.number() < failing.number())
				.max(Comparator.comparingInt(Revision::number))
				.map((running) -> new Rollout(failing.deployment(), pod.pod().at("/metadata/namespace").asString(""),
						failing, running)));
	}

	List<String> changes() {
		return TemplateDiff.between(this.running.template(), this.failing.template());
	}

	/**
	 * Tells whether the same images are run with other settings.
	 * @return whether only settings changed
	 */
	boolean changedSettingsOnly() {
		List<String> changes = changes();
		return !changes.isEmpty() && changes.stream().noneMatch((change) -> change.contains(".image: "));
	}

	List<Anchor> anchors() {
		Anchor failed = Anchor.around(
				"only revision %d of deployment %s fails; revision %d has %d ready".formatted(this.failing.number(),
						this.deployment, this.running.number(), this.running.ready()),
				this.failing.pointer() + "/status");
		return Stream
			.concat(Stream.of(failed),
					changes().stream()
						.limit(MAX_CHANGES)
						.map((change) -> Anchor.around("changed since then: " + change,
								this.failing.pointer() + "/spec/template")))
			.toList();
	}

	/**
	 * Says what it is where nothing else tells why the pod fails.
	 * @param silent what the rest of the evidence says
	 * @return the finding
	 */
	ConditionFinding finding(Verdict silent) {
		List<Anchor> known = (silent.condition() != null) ? silent.condition().anchors() : List.of();
		String text = "Look at what changed since revision " + this.running.number() + ": "
				+ String.join("; ", changes().stream().limit(MAX_CHANGES).toList()) + ".";
		return new ConditionFinding(Cause.CONFIG, "regression", 0.6, Weight.LEANS, silent.container(),
				"only revision %d of its deployment fails, which differs from revision %d in settings alone"
					.formatted(this.failing.number(), this.running.number()),
				null, "regression", known,
				new Remedy("config-update", "pod template of deployment " + this.deployment, text));
	}

	/**
	 * Returns how to get back to the revision that still runs.
	 * @return a sentence
	 */
	String wayBack() {
		return "Until then, kubectl rollout undo deployment/%s -n %s --to-revision=%d gets back to what still runs."
			.formatted(this.deployment, this.namespace, this.running.number());
	}

	/**
	 * One ReplicaSet of the Deployment.
	 *
	 * @param set the ReplicaSet, in part
	 * @param pointer its JSON pointer in the surroundings
	 */
	record Revision(JsonNode set, String pointer) {

		int number() {
			return this.set.at("/metadata/annotations").path("deployment.kubernetes.io/revision").asInt(0);
		}

		String uid() {
			return this.set.at("/metadata/uid").asString("");
		}

		int ready() {
			return this.set.at("/status/readyReplicas").asInt(0);
		}

		String deployment() {
			return this.set.at("/metadata/ownerReferences/0/name").asString("");
		}

		JsonNode template() {
			return this.set.at("/spec/template");
		}

	}

}
