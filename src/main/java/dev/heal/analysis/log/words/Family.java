package dev.heal.analysis.log.words;

import dev.heal.analysis.Cause;

/**
 * What a message says, whichever program says it.
 *
 * @param cause the class of cause
 * @param subtype the finer class
 * @param confidence how sure, from 0 to 1
 */
public record Family(Cause cause, String subtype, double confidence) {

	/**
	 * Whether it speaks of the surroundings of the program, so that the type of exception
	 * in which the program says it does not matter.
	 * @return whether it does
	 */
	public boolean isEnvironment() {
		return this.cause != Cause.CODE_BUG;
	}

	public Family withConfidence(double confidence) {
		return new Family(this.cause, this.subtype, confidence);
	}

}
