package dev.heal.redteam;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what became of each attack.
 */
final class Score {

	private final List<Result> results = new ArrayList<>();

	void note(Attack attack, Attack.Step step) {
		long start = System.nanoTime();
		try {
			step.run();
			this.results.add(new Result(attack, (System.nanoTime() - start) / 1_000_000, true));
		}
		catch (Throwable ex) {
			this.results.add(new Result(attack, (System.nanoTime() - start) / 1_000_000, false));
			throw (ex instanceof Error error) ? error
					: new AssertionError(attack.name() + " could not be judged: " + ex, ex);
		}
	}

	@SuppressWarnings("SystemOut")
	void print() {
		this.results.forEach((result) -> System.out.printf("%-16s %-72s %7d ms  %s%n", result.attack().group(),
				result.attack().name(), result.millis(), result.held() ? "held" : "SUCCEEDED"));
		System.out.printf("%d attacks, %d successes%n", this.results.size(),
				this.results.stream().filter((result) -> !result.held()).count());
	}

	/**
	 * What became of an attack.
	 *
	 * @param attack the attack
	 * @param millis how long it took
	 * @param held whether Heal held
	 */
	private record Result(Attack attack, long millis, boolean held) {

	}

}
