package dev.heal.analysis.workload;

import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Deployments whose roll-out does not go on.
 */
final class RolloutCheck implements ObjectCheck {

	/**
	 * A stuck roll-out only points to why its pods are not well.
	 */
	private static final Pattern NOTHING = Pattern.compile("nothing");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("Deployment")
			.flatMap((deployment) -> Stream.of(paused(deployment), unseen(deployment), stuck(deployment),
					podless(deployment, objects)))
			.flatMap(Optional::stream);
	}

	private static Optional<ObjectFinding> paused(KubeObject deployment) {
		if (!deployment.at("/spec/paused").asBoolean(false)) {
			return Optional.empty();
		}
		boolean waits = deployment.at("/status/updatedReplicas").asInt(0) < Replicas.of(deployment).wanted();
		return Optional.of(ObjectFinding
			.of(deployment, waits ? Standing.FAILURE : Standing.ODD, Cause.CONFIG, "rollout-paused", waits ? 0.9 : 0.6,
					"is paused, so that no change of its template is rolled out (%d of %d pods are up to date)"
						.formatted(deployment.at("/status/updatedReplicas").asInt(0), Replicas.of(deployment).wanted()),
					new Remedy("config-update", "paused of " + deployment.title(),
							"Let it go on: kubectl rollout resume deployment/%s -n %s.".formatted(deployment.name(),
									deployment.namespace())))
			.seen(deployment.anchor("spec.paused of %s is true".formatted(deployment.title()), "/spec/paused")));
	}

	private static Optional<ObjectFinding> unseen(KubeObject deployment) {
		int observed = deployment.at("/status/observedGeneration").asInt(0);
		int generation = deployment.at("/metadata/generation").asInt(0);
		if (observed == 0 || observed >= generation) {
			return Optional.empty();
		}
		return Optional.of(ObjectFinding
			.of(deployment, Standing.FAILURE, Cause.INFRASTRUCTURE, "controller-behind", 0.6,
					"was changed (generation %d), and the controller has only seen generation %d".formatted(generation,
							observed),
					new Remedy("cluster", "kube-controller-manager", "Look at the kube-controller-manager."))
			.seen(deployment.anchor("observedGeneration is " + observed, "/status/observedGeneration")));
	}

	private static Optional<ObjectFinding> podless(KubeObject deployment, ClusterObjects objects) {
		Replicas replicas = Replicas.of(deployment);
		if (!replicas.lacksPods() || replicas.made() > 0 || objects.podsOf(deployment).findAny().isPresent()) {
			return Optional.empty();
		}
		String account = deployment.template().at("/spec/serviceAccountName").asString("default");
		return Optional.of(ObjectFinding.of(deployment, Standing.FAILURE, Cause.UNKNOWN, "no-pods", 0.4,
				"has %s, and nothing among the objects says why".formatted(replicas),
				new Remedy("investigate", "ReplicaSets of " + deployment.title(),
						"Look at the events of its ReplicaSets (FailedCreate), the quotas of namespace %s, service account %s and the admission webhooks."
							.formatted(deployment.namespace(), account)))
			.seen(deployment.anchor("%s has %s".formatted(deployment.title(), replicas), "/status"))
			.affecting(Stream.empty(), NOTHING));
	}

	private static Optional<ObjectFinding> stuck(KubeObject deployment) {
		return deployment.condition("Progressing")
			.filter((condition) -> condition.reason().equals("ProgressDeadlineExceeded"))
			.map((condition) -> ObjectFinding
				.of(deployment, Standing.FAILURE, Cause.UNKNOWN, "rollout-stuck", 0.3,
						"does not get on with its roll-out within %d s: %d of %d pods are available".formatted(
								deployment.at("/spec/progressDeadlineSeconds").asInt(600),
								deployment.at("/status/availableReplicas").asInt(0), Replicas.of(deployment).wanted()),
						new Remedy("investigate", null, "Look at what its new pods say."))
				.seen(deployment.anchor("condition Progressing: " + condition.message(), "/status/conditions"))
				.affecting(Stream.empty(), NOTHING));
	}

}
