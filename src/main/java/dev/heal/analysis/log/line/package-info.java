/**
 * Reads lines of any format: apart from when, where and how bad, what they say.
 */
@NullMarked
package dev.heal.analysis.log.line;

import org.jspecify.annotations.NullMarked;
