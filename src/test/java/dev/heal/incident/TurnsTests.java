package dev.heal.incident;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Turns}.
 */
class TurnsTests {

	private static final Duration NOW = Duration.ZERO;

	private static final Duration LATER = Duration.ofHours(1);

	private final Turns turns = new Turns();

	@Test
	void turnsComeInTheOrderInWhichTheyWereAskedFor() throws InterruptedException {
		List<String> all = List.of("c", "a", "b");
		all.forEach((id) -> this.turns.ask(id, NOW));
		List<String> taken = new ArrayList<>();
		while (taken.size() < all.size()) {
			this.turns.take(NOW).ifPresent(taken::add);
		}
		assertThat(taken).containsExactlyElementsOf(all);
	}

	@Test
	void latenessIsThatOfTheNextTurn() throws InterruptedException {
		assertThat(this.turns.lateness()).isZero();
		this.turns.ask("later", LATER);
		assertThat(this.turns.lateness()).isZero();
		this.turns.ask("now", NOW);
		Awaitility.await().until(() -> this.turns.lateness() > 0);
		assertThat(this.turns.take(NOW)).contains("now");
		assertThat(this.turns.lateness()).isZero();
	}

	@Test
	void whatIsDueAgainDoesNotWaitForWhatComesLater() throws InterruptedException {
		this.turns.ask("retried", Duration.ofMillis(1));
		Thread.sleep(2);
		this.turns.ask("new", NOW);
		assertThat(this.turns.take(NOW)).contains("retried");
	}

	@Test
	void nothingHasTwoTurnsAtTheSameTime() throws InterruptedException {
		this.turns.ask("pod", NOW);
		assertThat(this.turns.take(NOW)).contains("pod");
		this.turns.ask("pod", NOW);
		assertThat(this.turns.take(NOW)).isEmpty();
		this.turns.giveBack("pod");
		assertThat(this.turns.take(NOW)).contains("pod");
		this.turns.giveBack("pod");
		assertThat(this.turns.take(NOW)).isEmpty();
	}

	@Test
	void earlierOfTwoTurnsCounts() throws InterruptedException {
		this.turns.ask("pod", LATER);
		assertThat(this.turns.take(NOW)).isEmpty();
		this.turns.ask("pod", NOW);
		assertThat(this.turns.size()).isEqualTo(1);
		assertThat(this.turns.take(NOW)).contains("pod");
		assertThat(this.turns.size()).isZero();
	}

	@Test
	void askingForALaterTurnTakesNothingAway() throws InterruptedException {
		this.turns.ask("pod", NOW);
		this.turns.take(NOW);
		this.turns.ask("pod", NOW);
		this.turns.ask("pod", LATER);
		this.turns.giveBack("pod");
		assertThat(this.turns.take(NOW)).contains("pod");
	}

}
