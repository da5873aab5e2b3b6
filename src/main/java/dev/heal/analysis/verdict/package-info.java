/**
 * Weighs what the status, the events and the logs say, and decides.
 */
@NullMarked
package dev.heal.analysis.verdict;

import org.jspecify.annotations.NullMarked;
