package dev.heal.remediation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.heal.remediation.Situation.Pods;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PodHealth}: a healthy pod is ready, and its containers run, for two
 * minutes.
 */
class PodHealthTests {

	private static final String LONG = "2026-11-22T07:57:00Z";

	private static final String SHORT = "2026-11-22T07:59:00Z";

	private final PodHealth health = new PodHealth(Duration.ofMinutes(2), Instant.parse("2026-11-22T08:00:00Z"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			phase     | ready | since | container state                                  | pods
			Running   | True  | long  | {"running": {"startedAt": "2026-11-22T07:57:00Z"}} | HEALTHY
			Running   | True  | short | {"running": {"startedAt": "2026-11-22T07:59:00Z"}} | UNSETTLED
			Running   | True  | long  | {"running": {"startedAt": "2026-11-22T07:59:00Z"}} | UNSETTLED
			Running   | False | short | {"running": {"startedAt": "2026-11-22T07:59:00Z"}} | UNSETTLED
			Running   | False | long  | {"running": {"startedAt": "2026-11-22T07:57:00Z"}} | FAILING
			Running   | False | short | {"waiting": {"reason": "CrashLoopBackOff"}}        | FAILING
			Pending   | False | short | {"waiting": {"reason": "ImagePullBackOff"}}        | FAILING
			Pending   | False | short | {"waiting": {"reason": "ContainerCreating"}}       | UNSETTLED
			Pending   | False | short | {"waiting": {"reason": "PodInitializing"}}         | UNSETTLED
			Pending   | False | short | {"waiting": {}}                                    | UNSETTLED
			Running   | False | short | {"terminated": {"exitCode": 137}}                  | FAILING
			Running   | False | short | {"terminated": {"exitCode": 0}}                    | UNSETTLED
			Succeeded | False | long  | {"terminated": {"exitCode": 0}}                    | HEALTHY
			Failed    | False | short | {"terminated": {"exitCode": 1}}                    | FAILING
			""")
	void statusTells(String phase, String ready, String since, String state, Pods pods) {
		assertThat(this.health.of(List.of(pod(phase, ready, since.equals("long") ? LONG : SHORT, state))))
			.isEqualTo(pods);
	}

	@Test
	void worstPodCounts() {
		Pod healthy = pod("Running", "True", LONG, "{\"running\": {\"startedAt\": \"" + LONG + "\"}}");
		Pod starting = pod("Pending", "False", SHORT, "{\"waiting\": {\"reason\": \"ContainerCreating\"}}");
		Pod failing = pod("Pending", "False", SHORT, "{\"waiting\": {\"reason\": \"ErrImagePull\"}}");
		assertThat(this.health.of(List.of(healthy, healthy))).isEqualTo(Pods.HEALTHY);
		assertThat(this.health.of(List.of(healthy, starting))).isEqualTo(Pods.UNSETTLED);
		assertThat(this.health.of(List.of(healthy, starting, failing))).isEqualTo(Pods.FAILING);
		assertThat(this.health.of(List.of())).isEqualTo(Pods.UNSETTLED);
	}

	@Test
	void failingInitContainerFailsThePod() {
		Pod pod = Serialization.unmarshal("""
				{"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "web-0"}, "status": {"phase": "Pending",
				 "initContainerStatuses": [{"name": "init", "state": {"terminated": {"exitCode": 2}}}]}}""", Pod.class);
		assertThat(this.health.fails(pod)).isTrue();
	}

	@Test
	void restartsAreThoseOfAllContainers() {
		Pod pod = Serialization.unmarshal("""
				{"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "web-0"}, "status": {
				 "containerStatuses": [{"name": "a", "restartCount": 2}, {"name": "b", "restartCount": 3}]}}""",
				Pod.class);
		assertThat(PodHealth.restarts(pod)).isEqualTo(5);
		assertThat(PodHealth.restarts(new Pod())).isZero();
	}

	private static Pod pod(String phase, String ready, String since, String state) {
		return Serialization.unmarshal("""
				{"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "web-0"}, "status": {"phase": "%s",
				 "conditions": [{"type": "Ready", "status": "%s", "lastTransitionTime": "%s"}],
				 "containerStatuses": [{"name": "app", "state": %s}]}}""".formatted(phase, ready, since, state),
				Pod.class);
	}

}
