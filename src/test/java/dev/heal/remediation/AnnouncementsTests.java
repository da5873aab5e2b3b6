package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import dev.heal.coderun.CodeRunNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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

	@Test
	void listenerThatThrowsIsToldAgain() {
		AtomicInteger told = new AtomicInteger();
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("listener", (RemediationListener) (_) -> {
			if (told.incrementAndGet() == 1) {
				throw new IllegalStateException("the disk is full");
			}
		});
		Instant now = Instant.now();
		Failure failure = Failure.of(FAILURE, Requests.of("web-0", FAILURE), now)
			.to(IncidentState.QUEUED, "paused", now);
		try (Heal heal = Heal.start(this.client, Clock.systemUTC(), this.workspace)) {
			Announcements announcements = new Announcements(beans.getBeanProvider(RemediationListener.class),
					heal.get(PodEvents.class), Clock.systemUTC());
			assertThatIllegalStateException().isThrownBy(() -> announcements.announce(failure));
			announcements.announce(failure);
			announcements.announce(failure);
			assertThat(told).hasValue(2);
			announcements.keep(List.of());
			announcements.announce(failure);
			assertThat(told).hasValue(3);
		}
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
