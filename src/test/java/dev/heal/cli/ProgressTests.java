package dev.heal.cli;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Progress}.
 */
class ProgressTests {

	@Test
	void stepsAreToldInPercent() {
		assertThat(Progress.percent("pods", 0, 24)).isEqualTo("pods: 0% (0 of 24)");
		assertThat(Progress.percent("pods", 17, 24)).isEqualTo("pods: 70% (17 of 24)");
		assertThat(Progress.percent("pods", 24, 24)).isEqualTo("pods: 100% (24 of 24)");
	}

	@Test
	void nothingIsShownWhereThereIsNoTerminal() {
		try (Progress progress = Progress.ofSteps("pods")) {
			progress.done(1, 2);
			assertThat(progress.isShown()).isFalse();
		}
	}

}
