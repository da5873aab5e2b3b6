package dev.heal.cli;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;

import static org.assertj.core.api.Assertions.assertThat;

class FinalityTests {

	private static final String ENDED = "{\"terminated\": {\"exitCode\": 1}}";

	@ParameterizedTest
	@CsvSource({ "CODE_BUG, 0, true", "CONFIG, 0, true", "OOM, 0, false", "OOM, 1, true",
			"EXTERNAL_DEPENDENCY, 1, false", "EXTERNAL_DEPENDENCY, 2, true", "UNKNOWN, 1, false", "UNKNOWN, 2, true" })
	void crashesAreFinalWhenTheyMustComeAgain(Cause cause, int restarts, boolean isFinal) {
		JsonNode pod = pod("\"restartCount\": %d, \"state\": %s".formatted(restarts, ENDED));
		assertThat(Finality.of(analysis(cause, 0.9), pod, Duration.ZERO).isPresent()).isEqualTo(isFinal);
	}

	@Test
	void guessDoesNotEndAWaitAtTheFirstCrash() {
		assertThat(Finality.of(analysis(Cause.CODE_BUG, 0.5), pod("\"restartCount\": 0, \"state\": " + ENDED),
				Duration.ofMinutes(1)))
			.isEmpty();
	}

	@Test
	void containerThatRunsAgainHasCrashedAsOftenAsItWasRestarted() {
		assertThat(Finality.crashes(pod("\"restartCount\": 2, \"state\": {\"running\": {}}, \"lastState\": " + ENDED)))
			.isEqualTo(2);
		assertThat(Finality
			.crashes(pod("\"restartCount\": 2, \"state\": {\"waiting\": {\"reason\": \"CrashLoopBackOff\"}}")))
			.isEqualTo(3);
		assertThat(Finality.crashes(pod("\"restartCount\": 0, \"state\": {\"running\": {}}"))).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "CONFIG, 1, false", "CONFIG, 6, true", "INFRASTRUCTURE, 60, false" })
	void whatSomebodyMayBeAboutToCreateIsGivenAMoment(Cause cause, int seconds, boolean isFinal) {
		JsonNode pod = pod(
				"\"restartCount\": 0, \"state\": {\"waiting\": {\"reason\": \"CreateContainerConfigError\"}}");
		assertThat(Finality.of(analysis(cause, 0.9), pod, Duration.ofSeconds(seconds)).isPresent()).isEqualTo(isFinal);
	}

	@ParameterizedTest
	@CsvSource({ "CONFIG, 6, true", "INFRASTRUCTURE, 6, false", "INFRASTRUCTURE, 30, true" })
	void roomMayComeButLabelsDoNot(Cause cause, int seconds, boolean isFinal) {
		JsonNode pod = JsonMapper.shared().readTree("""
				{"status": {"conditions": [{"type": "PodScheduled", "status": "False"}]}}""");
		assertThat(Finality.of(analysis(cause, 0.9), pod, Duration.ofSeconds(seconds)).isPresent()).isEqualTo(isFinal);
	}

	@Test
	void slowPodIsWaitedFor() {
		JsonNode pod = pod("\"restartCount\": 0, \"ready\": false, \"state\": {\"running\": {}}");
		assertThat(Finality.of(analysis(Cause.CONFIG, 0.9), pod, Duration.ofMinutes(4))).isEmpty();
	}

	private static JsonNode pod(String status) {
		return JsonMapper.shared()
			.readTree("{\"status\": {\"containerStatuses\": [{\"name\": \"app\", " + status + "}]}}");
	}

	static Analysis analysis(Cause cause, double confidence) {
		return new Analysis(cause, null, confidence, "app", "current", "app failed", null, null, null, null, null,
				List.of(), List.of(), null, "0");
	}

}
