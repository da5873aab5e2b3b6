package dev.heal.remediation;

import java.util.Locale;

import dev.heal.coderun.Profile;

/**
 * The platform as it is installed, and how agents there get at the report.
 *
 * @param profile what its controllers make of a CodeRun
 * @param template the agent's template
 * @param claim the claim that they mount
 * @param way how the report gets to the agent
 * @param why why it gets there in this way
 */
record Platform(Profile profile, String template, String claim, Way way, String why) {

	String profileName() {
		return this.profile.name().toLowerCase(Locale.ROOT);
	}

	String handOver() {
		return this.way.name().toLowerCase(Locale.ROOT) + ": " + this.why;
	}

	/**
	 * How the report gets to the agent.
	 */
	enum Way {

		/**
		 * The agent's pod mounts the claim that Heal writes to.
		 */
		VOLUME,
		/**
		 * It travels in the CodeRun.
		 */
		PROMPT,
		/**
		 * It does not.
		 */
		NONE

	}

}
