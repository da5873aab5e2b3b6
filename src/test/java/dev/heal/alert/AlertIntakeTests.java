package dev.heal.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.heal.alert.AlertOutcome.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AlertIntake}.
 */
class AlertIntakeTests {

	private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

	private final List<Alert> handled = new ArrayList<>();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final AlertHandler handler = new AlertHandler() {

		@Override
		public List<AlertOutcome> handle(List<Alert> alerts) {
			AlertIntakeTests.this.handled.addAll(alerts);
			return alerts.stream().map((alert) -> AlertOutcome.of(alert, Outcome.ACCEPTED, null)).toList();
		}

		@Override
		public AlertOutcome rehearse(Alert alert) {
			throw new UnsupportedOperationException();
		}

	};

	private static RaisedAlert raised(String namespace, String pod) {
		return new RaisedAlert("A7PodCrashed", namespace, pod, "u-1", "web", NOW, null);
	}

	@Test
	void whatHealRaisesComesInAsWhatAlertmanagerSends() {
		Intakes.of(this.handler).take(List.of(raised("shop", "web-0"), raised("shop", "web-0").ended(NOW)));
		assertThat(this.handled).extracting(Alert::firing).containsExactly(true, false);
		assertThat(this.handled.getFirst().subject()).isEqualTo(Subject.pod("shop", "web-0"));
		assertThat(this.handled.getFirst().hints()).isEqualTo(new Alert.Hints("A7PodCrashed", "web", "u-1", null));
		assertThat(this.handled.getFirst().fingerprint()).matches("[0-9a-f]{16}")
			.isEqualTo(this.handled.getLast().fingerprint());
	}

	@Test
	void whatIsLeftAloneIsLeftAloneHereToo() {
		AlertIntake intake = Intakes.of(this.handler, this.meters, "shop");
		List<AlertOutcome> outcomes = intake
			.take(List.of(raised("billing", "web-0"), raised("shop", "heal-0"), raised("shop", "web-0")));
		assertThat(outcomes).extracting(AlertOutcome::outcome)
			.containsExactly(Outcome.IGNORED, Outcome.IGNORED, Outcome.ACCEPTED);
		assertThat(outcomes).extracting(AlertOutcome::reason)
			.containsExactly("namespace billing is not among heal.alert.namespaces", "excluded by prefix heal-", null);
		assertThat(this.handled).hasSize(1);
		assertThat(this.meters.counter("heal.alerts", "outcome", "ignored").count()).isEqualTo(2);
		assertThat(intake.exclusion("shop", "heal-0")).isPresent();
		assertThat(intake.exclusion("shop", "web-0")).isEmpty();
	}

	@Test
	void alertsOfOneWatchAreToldApartByRulePodAndContainer() {
		assertThat(List.of(raised("shop", "web-0"), raised("shop", "web-1"), raised("billing", "web-0"),
				new RaisedAlert("A7PodFailed", "shop", "web-0", "u-1", null, NOW, null)))
			.extracting(Fingerprints::of)
			.doesNotHaveDuplicates();
	}

}
