package dev.heal.limits;

import java.util.Optional;

/**
 * Knows whether more alerts than can be dealt with have come already. It is asked before
 * a webhook is read.
 */
@FunctionalInterface
public interface Overload {

	/**
	 * Returns why no alert is taken now.
	 * @return the reason, empty when alerts are taken
	 */
	Optional<String> objection();

}
