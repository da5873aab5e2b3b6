/**
 * Decides what is wrong in a set of objects, and what only follows from it.
 */
@NullMarked
package dev.heal.analysis.cluster;

import org.jspecify.annotations.NullMarked;
