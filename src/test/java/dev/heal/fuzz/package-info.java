/**
 * What the fuzz tests have in common.
 */
@NullMarked
package dev.heal.fuzz;

import org.jspecify.annotations.NullMarked;
