package dev.heal.page;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.heal.coderun.AgentWork;
import dev.heal.incident.IncidentView;
import dev.heal.remediation.IncidentState;
import dev.heal.report.Timeline;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureDetails}.
 */
class FailureDetailsTests {

	private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

	@Test
	void whoMayOperateAnswersWhatWaitsForApproval() {
		IncidentView waiting = incident(IncidentState.AWAITING_APPROVAL, null);
		assertThat(html(waiting, true)).contains("/remediations/heal-1/approval\"", "\"decision\": \"approve\"",
				"\"decision\": \"refuse\"");
		assertThat(html(waiting, false)).doesNotContain("<button id=\"approve\"", "<button id=\"look\"");
		assertThat(html(incident(IncidentState.REMEDIATING, null), true)).contains("<button id=\"stop\"")
			.doesNotContain("approval");
	}

	@Test
	void whatTheAgentDidIsLinked() {
		AgentWork work = new AgentWork("https://git.example.com/shop/web/pull/7", "4fd1c0a");
		assertThat(html(incident(IncidentState.VERIFYING, work), false))
			.contains("<a href=\"https://git.example.com/shop/web/pull/7\">", "4fd1c0a");
	}

	private static String html(IncidentView incident, boolean mayOperate) {
		return new FailureDetails(incident, List.of(incident), new Timeline(List.of()), mayOperate).html(NOW);
	}

	private static IncidentView incident(IncidentState state, @Nullable AgentWork work) {
		return new IncidentView("shop", "web-0", null, null, null, state, null, null, List.of(), null, NOW, NOW, NOW,
				null, null, null, null, null, "heal-1", List.of(), work, null, null);
	}

}
