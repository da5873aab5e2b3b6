/**
 * Finds the crash among the noise of a log: {@code line} reads its lines, {@code trace}
 * the stack traces among them, {@code words} knows what messages say, and here what may
 * explain the failure is collected and ranked.
 */
@NullMarked
package dev.heal.analysis.log;

import org.jspecify.annotations.NullMarked;
