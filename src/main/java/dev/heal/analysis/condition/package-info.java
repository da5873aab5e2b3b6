/**
 * Reads what the status of a pod and its events say.
 */
@NullMarked
package dev.heal.analysis.condition;

import org.jspecify.annotations.NullMarked;
