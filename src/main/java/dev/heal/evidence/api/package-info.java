/**
 * Talks to the API server: one request at a time, each within its bounds.
 */
@NullMarked
package dev.heal.evidence.api;

import org.jspecify.annotations.NullMarked;
