package dev.heal.redaction;

/**
 * Looks closer at a place that the {@link Prefilter} stopped at.
 */
@FunctionalInterface
interface Detector {

	/**
	 * Records the secret that this place belongs to, if there is one.
	 * @param window the bytes around the place
	 * @param at the place: the first byte of the trigger
	 * @param findings takes what is found
	 */
	void detect(Window window, int at, Findings findings);

}
