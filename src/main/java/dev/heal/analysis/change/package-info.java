/**
 * What changed in the hours before a failure.
 */
@NullMarked
package dev.heal.analysis.change;

import org.jspecify.annotations.NullMarked;
