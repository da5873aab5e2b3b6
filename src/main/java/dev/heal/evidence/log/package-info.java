/**
 * Reads the logs of containers to their end, though the stream breaks, stands still or is
 * cut.
 */
@NullMarked
package dev.heal.evidence.log;

import org.jspecify.annotations.NullMarked;
