/**
 * Finds the crash among the noise of a log.
 */
@NullMarked
package dev.heal.analysis.log;

import org.jspecify.annotations.NullMarked;
