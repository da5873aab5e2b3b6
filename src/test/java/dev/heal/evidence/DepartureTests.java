package dev.heal.evidence;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Departure}.
 */
class DepartureTests {

	private static String reason(String items) {
		return Departure.reason(JsonMapper.shared().readTree("{\"items\": [" + items + "]}"));
	}

	@Test
	void latestEndingTellsWhoAndWhen() {
		assertThat(reason("""
				{"reason": "Killing", "message": "Stopping container app", "source": {"component": "kubelet"},
				 "lastTimestamp": "2026-01-05T10:00:02Z"},
				{"reason": "TaintManagerEviction", "message": "Marking for deletion", "eventTime": null,
				 "source": {"component": "taint-eviction-controller"}, "lastTimestamp": "2026-01-05T10:00:01Z"},
				{"reason": "BackOff", "lastTimestamp": "2026-01-05T10:00:03Z"}"""))
			.isEqualTo("the pod is gone: Killing by kubelet at 2026-01-05T10:00:02Z (Stopping container app)");
	}

	@Test
	void newStyleEventTellsTheSame() {
		assertThat(reason("""
				{"reason": "Preempted", "message": "Preempted by a pod on node n1", "lastTimestamp": null,
				 "reportingComponent": "default-scheduler", "eventTime": "2026-01-05T10:00:02.000000Z"}""")).isEqualTo(
				"the pod is gone: Preempted by default-scheduler at 2026-01-05T10:00:02.000000Z (Preempted by a pod on node n1)");
	}

	@Test
	void withoutAnEndingTheLastEventTellsSinceWhen() {
		assertThat(reason("""
				{"reason": "BackOff", "lastTimestamp": "2026-01-05T10:00:03Z"}"""))
			.isEqualTo("the pod is gone; its last event is of 2026-01-05T10:00:03Z");
		assertThat(reason("")).isEqualTo("the pod is gone");
	}

}
