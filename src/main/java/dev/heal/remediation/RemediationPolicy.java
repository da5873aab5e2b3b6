package dev.heal.remediation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.coderun.CodeRun;
import dev.heal.remediation.RemediationProperties.Rule;

/**
 * Decides whether a failure is worth an agent.
 */
@Component
class RemediationPolicy {

	private final RemediationProperties properties;

	private final Dispatching dispatching;

	RemediationPolicy(RemediationProperties properties, Dispatching dispatching) {
		this.properties = properties;
		this.dispatching = dispatching;
	}

	/**
	 * Decides on a request.
	 * @param request what to remedy
	 * @param target the pod
	 * @param runs the CodeRuns of failures
	 * @return why no agent is started, empty when one may be
	 */
	Optional<String> objection(RemediationRequest request, Target target, List<CodeRun> runs) {
		return this.dispatching.off()
			.or(() -> exclusion(target, runs))
			.or(() -> request.explicit() ? Optional.empty() : worth(request.analysis(), target));
	}

	boolean dryRun(Target target) {
		Rule rule = rule(target);
		return this.properties.dryRun() || (rule != null && rule.dryRun());
	}

	boolean needsApproval(RemediationRequest request, Target target) {
		Rule rule = rule(target);
		Approval approval = (rule != null && rule.approval() != null) ? rule.approval() : this.properties.approval();
		return !request.explicit() && approval.isNeededFor(request.analysis());
	}

	private Optional<String> exclusion(Target target, List<CodeRun> runs) {
		for (String prefix : this.properties.excludedPrefixes()) {
			if (target.pod().startsWith(prefix)) {
				return Optional.of("excluded by prefix " + prefix);
			}
		}
		if (target.label("heal.platform/exclude").filter("true"::equals).isPresent()) {
			return Optional.of("excluded by label heal.platform/exclude");
		}
		if (target.label("app.kubernetes.io/name").filter("heal"::equals).isPresent()) {
			return Optional.of("excluded: a pod of Heal itself");
		}
		return ofCodeRun(target, runs) ? Optional.of("excluded: the pod of a CodeRun") : Optional.empty();
	}

	private static boolean ofCodeRun(Target target, List<CodeRun> runs) {
		return target.owners().stream().anyMatch((owner) -> owner.kind().equals("CodeRun") || isJob(owner, runs))
				|| target.labels().keySet().stream().anyMatch((label) -> label.startsWith("agents.platform/"));
	}

	private static boolean isJob(Workload owner, List<CodeRun> runs) {
		return owner.kind().equals("Job") && runs.stream()
			.map(CodeRun::getStatus)
			.anyMatch((it) -> it != null && owner.name().equals(it.jobName()));
	}

	private Optional<String> worth(Analysis analysis, Target target) {
		Rule rule = rule(target);
		if (rule != null && !rule.enabled()) {
			return Optional.of("excluded by a rule of heal.remediation.rules");
		}
		if (analysis.fingerprint() == null || analysis.cause() == Cause.NONE) {
			return Optional.of("not a failure");
		}
		if (!causes(rule).contains(analysis.cause())) {
			return Optional.of("cause " + analysis.cause().id() + " does not start an agent by itself");
		}
		double least = (rule != null && rule.minConfidence() != null) ? rule.minConfidence()
				: this.properties.minConfidence();
		if (analysis.confidence() < least) {
			return Optional.of("confidence " + analysis.confidence() + " is below " + least);
		}
		if (analysis.remedy() != null && analysis.remedy().isGeneric()) {
			return Optional.of("the remedy names nothing to change");
		}
		return Optional.empty();
	}

	private Set<Cause> causes(@Nullable Rule rule) {
		return (rule != null && rule.causes() != null) ? rule.causes() : this.properties.causes();
	}

	private @Nullable Rule rule(Target target) {
		return this.properties.rules()
			.stream()
			.filter((rule) -> target.matches(rule.namespace(), rule.labels()))
			.findFirst()
			.orElse(null);
	}

}
