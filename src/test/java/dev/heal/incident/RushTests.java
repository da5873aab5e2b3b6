package dev.heal.incident;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rush}.
 */
class RushTests {

	private final AtomicLong time = new AtomicLong(Duration.ofDays(7).toNanos());

	private final Rush rush = new Rush(this.time::get);

	@Test
	void isOnWhileManyAlertsComeEachSecond() {
		assertThat(this.rush.isOn()).isFalse();
		for (int second = 0; second < 3; second++) {
			this.rush.came(600);
			assertThat(this.rush.isOn()).isTrue();
			pass(1);
			assertThat(this.rush.isOn()).isTrue();
		}
		pass(1);
		assertThat(this.rush.isOn()).isFalse();
	}

	@Test
	void fewAlertsASecondAreNone() {
		for (int second = 0; second < 5; second++) {
			this.rush.came(400);
			assertThat(this.rush.isOn()).isFalse();
			pass(1);
		}
	}

	@Test
	void isOverAfterAPause() {
		this.rush.came(600);
		pass(5);
		assertThat(this.rush.isOn()).isFalse();
	}

	private void pass(int seconds) {
		this.time.addAndGet(Duration.ofSeconds(seconds).toNanos());
	}

}
