package dev.heal.demo;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the failing pods of the demo have reports without any Alertmanager.
 */
@HealTest
@DirtiesContext
@TestPropertySource(properties = "heal.watch.enabled=true")
class DemoWatchTests {

	@Test
	void fivePodsHaveFiveReportsAndNobodySentAnAlert(@Autowired MockMvcTester heal, @Autowired List<DemoPod> demoPods) {
		demoPods.forEach((pod) -> {
			JsonNode incident = Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> read(heal, pod), (it) -> it.path("report").isString());
			assertThat(incident.at("/alerts/0/name").asString()).isIn("A7PodCrashed", "A7PodPending");
			assertThat(incident.at("/analysis/cause").asString()).isNotIn("unknown", "none");
		});
		assertThat(demoPods).hasSize(5);
	}

	private static JsonNode read(MockMvcTester heal, DemoPod pod) throws Exception {
		return JsonMapper.shared()
			.readTree(heal.get().uri("/alerts/a7/" + pod.path()).exchange().getResponse().getContentAsString());
	}

}
