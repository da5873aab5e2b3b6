package dev.heal.remediation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.heal.analysis.Cause;
import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunSchemas;
import dev.heal.coderun.CodeRunStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RemediationPolicy}.
 */
class RemediationPolicyTests {

	@ParameterizedTest
	@CsvSource({ "CODE_BUG, 0.9, ", "OOM, 0.6, ", "CODE_BUG, 0.59, confidence 0.59 is below 0.6",
			"INFRASTRUCTURE, 0.9, cause infrastructure does not start an agent by itself", "NONE, 0.9, not a failure",
			"UNKNOWN, 0.9, cause unknown does not start an agent by itself" })
	void causeAndConfidenceDecide(Cause cause, double confidence, @Nullable String objection) {
		assertThat(
				policy(Map.of()).objection(Requests.of("web-0", "f1", cause, confidence), target("web-0"), List.of()))
			.isEqualTo(Optional.ofNullable(objection));
	}

	@Test
	void explicitRequestIsObeyedWhateverTheCause() {
		RemediationRequest request = Requests.explicit(Requests.of("web-0", "f1", Cause.INFRASTRUCTURE, 0.1), "42");
		assertThat(policy(Map.of()).objection(request, target("web-0"), List.of())).isEmpty();
	}

	@Test
	void explicitRequestIsNoWayAroundExclusionsAndTheSwitch() {
		RemediationRequest request = Requests.explicit(Requests.of("web-0", "f1"), "42");
		assertThat(policy(Map.of()).objection(request, target("heal-0"), List.of()))
			.contains("excluded by prefix heal-");
		assertThat(policy(Map.of()).objection(request, target("web-0", Map.of("heal.platform/exclude", "true")),
				List.of()))
			.contains("excluded by label heal.platform/exclude");
		assertThat(policy(Map.of("enabled", "false")).objection(request, target("web-0"), List.of()))
			.contains("heal.remediation.enabled is false");
	}

	@Test
	void podsOfHealAndOfAgentsAreLeftAlone() {
		RemediationRequest request = Requests.of("web-0", "f1");
		RemediationPolicy policy = policy(Map.of());
		assertThat(policy.objection(request, target("web-0", Map.of("app.kubernetes.io/name", "heal")), List.of()))
			.contains("excluded: a pod of Heal itself");
		assertThat(policy.objection(request, target("web-0", Map.of("agents.platform/type", "x")), List.of()))
			.contains("excluded: the pod of a CodeRun");
		CodeRun run = new CodeRun();
		run.setStatus(CodeRunStatus.failedWithout("x"));
		Target ofJob = new Target("shop", "web-0", Map.of(), List.of(),
				List.of(new Workload("agents.platform/v1", "CodeRun", "run")), null, null, 0);
		assertThat(policy.objection(request, ofJob, List.of(run))).contains("excluded: the pod of a CodeRun");
	}

	@Test
	void firstRuleThatMatchesCounts() {
		RemediationPolicy policy = policy(Map.of("rules[0].namespace", "sh*", "rules[0].causes", "infrastructure",
				"rules[0].min-confidence", "0.2", "rules[1].namespace", "shop", "rules[1].enabled", "false"));
		assertThat(policy.objection(Requests.of("web-0", "f1", Cause.INFRASTRUCTURE, 0.3), target("web-0"), List.of()))
			.isEmpty();
		assertThat(policy.objection(Requests.of("web-0", "f1", Cause.CODE_BUG, 0.9), target("web-0"), List.of()))
			.contains("cause code-bug does not start an agent by itself");
	}

	@Test
	void ruleMayOnlyRehearse() {
		RemediationPolicy policy = policy(Map.of("rules[0].labels[team]", "search", "rules[0].dry-run", "true"));
		assertThat(policy.dryRun(target("web-0", Map.of("team", "search")))).isTrue();
		assertThat(policy.dryRun(target("web-0"))).isFalse();
	}

	private static RemediationPolicy policy(Map<String, String> properties) {
		RemediationProperties bound = properties(properties);
		return new RemediationPolicy(bound, dispatching(bound));
	}

	static Dispatching dispatching(RemediationProperties properties) {
		return new Dispatching(properties, mock(CodeRunSchemas.class));
	}

	static RemediationProperties properties(Map<String, String> properties) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		properties.forEach((name, value) -> source.put("heal.remediation." + name, value));
		return new Binder(source).bindOrCreate("heal.remediation", RemediationProperties.class);
	}

	private static Target target(String pod) {
		return target(pod, Map.of());
	}

	private static Target target(String pod, Map<String, String> labels) {
		return new Target("shop", pod, labels, List.of(), List.of(), null, null, 0);
	}

}
