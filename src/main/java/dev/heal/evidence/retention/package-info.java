/**
 * Deletes what has been kept for long enough.
 */
@NullMarked
package dev.heal.evidence.retention;

import org.jspecify.annotations.NullMarked;
