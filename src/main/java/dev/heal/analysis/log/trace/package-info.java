/**
 * Reads stack traces of all runtimes, and tells what they speak of.
 */
@NullMarked
package dev.heal.analysis.log.trace;

import org.jspecify.annotations.NullMarked;
