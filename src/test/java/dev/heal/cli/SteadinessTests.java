package dev.heal.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SteadinessTests {

	private static final Instant NOW = Instant.now();

	private final Steadiness steadiness = new Steadiness(null);

	@ParameterizedTest
	@CsvSource({ "5, true", "600, false" })
	void withoutAProbeItStaysUpForAWhile(int age, boolean isMissing) {
		assertThat(isMissing(pod("new", running(age)), false)).isEqualTo(isMissing);
	}

	@Test
	void whatTheWorkloadDeclaresIsBelieved() {
		assertThat(isMissing(probed(pod("new", running(1))), false)).isFalse();
		assertThat(isMissing(pod("new", running(1)), true)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "20, true", "100, false" })
	void afterACrashItLivesTwiceAsLongWhateverTheProbeSays(int age, boolean isMissing) {
		JsonNode pod = probed(pod("new", running(age) + ", " + ended("lastState", 200, 170)));
		this.steadiness.see(List.of(pod));
		assertThat(isMissing(pod, false)).isEqualTo(isMissing);
	}

	@Test
	void crashesOfAnEarlierRevisionTellHowLongWithoutAProbe() {
		JsonNode pod = pod("new", running(60));
		this.steadiness.see(List.of(pod, pod("old", ended("state", 300, 250))));
		assertThat(isMissing(pod, false)).isTrue();
		assertThat(isMissing(probed(pod), false)).isFalse();
	}

	@Test
	void whatIsToldToEndTellsNothing() {
		JsonNode deleted = JsonMapper.shared()
			.readTree(pod("old", ended("state", 300, 250)).toString()
				.replace("\"labels\"", "\"deletionTimestamp\": \"2026-01-01T00:00:00Z\", \"labels\""));
		JsonNode pod = pod("new", running(60));
		this.steadiness.see(List.of(pod, deleted));
		assertThat(isMissing(pod, false)).isFalse();
	}

	@Test
	void endAfterHoursIsNotWaitedFor() {
		JsonNode pod = pod("new", running(60) + ", " + ended("lastState", 9000, 90));
		this.steadiness.see(List.of(pod));
		assertThat(isMissing(pod, false)).isFalse();
	}

	@Test
	void whatIsAskedForCountsForAll() {
		Steadiness asked = new Steadiness(Duration.ofMinutes(2));
		assertThat(asked.missing(List.of(probed(pod("new", running(60)))), true)).isPresent();
		assertThat(asked.missing(List.of(pod("new", running(600))), true)).isEmpty();
		assertThat(new Steadiness(Duration.ZERO).missing(List.of(pod("new", running(0))), false)).isEmpty();
	}

	private boolean isMissing(JsonNode pod, boolean isTimed) {
		return this.steadiness.missing(List.of(pod), isTimed).isPresent();
	}

	private static String running(int age) {
		return "\"state\": {\"running\": {\"startedAt\": \"%s\"}}".formatted(NOW.minusSeconds(age));
	}

	private static String ended(String state, int begin, int end) {
		return "\"%s\": {\"terminated\": {\"exitCode\": 1, \"startedAt\": \"%s\", \"finishedAt\": \"%s\"}}"
			.formatted(state, NOW.minusSeconds(begin), NOW.minusSeconds(end));
	}

	private static JsonNode pod(String revision, String status) {
		return JsonMapper.shared()
			.readTree("""
					{"metadata": {"name": "web-%1$s", "labels": {"pod-template-hash": "%1$s"}},
					"spec": {"containers": [{"name": "app"}]},
					"status": {"phase": "Running", "containerStatuses": [{"name": "app", %2$s}]}}""".formatted(revision,
					status));
	}

	private static JsonNode probed(JsonNode pod) {
		return JsonMapper.shared()
			.readTree(pod.toString()
				.replace("[{\"name\":\"app\"}]",
						"[{\"name\":\"app\",\"readinessProbe\":{\"tcpSocket\":{\"port\":80}}}]"));
	}

}
