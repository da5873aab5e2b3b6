package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Clock;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Announcements}.
 */
@EnableKubernetesMockClient(crud = true)
class AnnouncementsTests {

	private static final String FAILURE = "b1946ac92492d234";

	@TempDir
	Path workspace;

	KubernetesClient client;

	@Test
	void podTellsOfItsAgent() {
		Event event = announced();
		assertThat(event.getReason()).isEqualTo("HealRemediationStarted");
		assertThat(event.getMessage()).startsWith(CodeRunNames.coderun(FAILURE, 1, null));
	}

	@Test
	void podTellsWhatHoldsItsAgentBack() {
		Event event = announced("heal.remediation.max-active=0");
		assertThat(event.getReason()).isEqualTo("HealRemediationQueued");
		assertThat(event.getMessage()).isEqualTo("0 CodeRuns are active, heal.remediation.max-active is 0");
	}

	private Event announced(String... settings) {
		this.client
			.resource(new PodBuilder().withNewMetadata().withName("web-0").withNamespace("shop").endMetadata().build())
			.create();
		try (Heal heal = Heal.start(this.client, Clock.systemUTC(), this.workspace, settings)) {
			heal.remediations().dispatch(Requests.of("web-0", FAILURE));
			heal.get(Announcements.class).announce(heal.get(Failures.class).find(FAILURE).orElseThrow());
		}
		return this.client.v1().events().inNamespace("shop").list().getItems().getFirst();
	}

}
