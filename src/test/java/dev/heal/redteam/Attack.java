package dev.heal.redteam;

/**
 * Something that somebody tries on Heal.
 *
 * @param group what it attacks
 * @param name what is tried
 * @param step does it, and fails where it succeeds
 */
record Attack(String group, String name, Step step) {

	/**
	 * Does it.
	 */
	@FunctionalInterface
	interface Step {

		void run() throws Exception;

	}

}
