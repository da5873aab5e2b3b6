package dev.heal.limits;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rates}.
 */
class RatesTests {

	private final Rates rates = new Rates(10);

	@Test
	void callerWhoCallsTooOftenWaitsForTheBucketToFill() {
		assertThat(calls("a", at(0))).isEqualTo(20);
		assertThat(calls("a", at(0))).isZero();
		assertThat(calls("a", at(500))).isEqualTo(5);
		assertThat(calls("a", at(60_000))).isEqualTo(20);
	}

	@Test
	void callersDoNotTakeFromEachOther() {
		assertThat(calls("a", at(0))).isEqualTo(20);
		assertThat(calls("b", at(0))).isEqualTo(20);
	}

	private int calls(String caller, long now) {
		int calls = 0;
		while (this.rates.mayCall(caller, now)) {
			calls++;
		}
		return calls;
	}

	private static long at(long millis) {
		return Duration.ofMillis(millis).toNanos() - Long.MAX_VALUE / 2;
	}

}
