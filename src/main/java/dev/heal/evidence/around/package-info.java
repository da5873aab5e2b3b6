/**
 * Looks at what a failing pod points to: its node, claims, Services, configuration.
 */
@NullMarked
package dev.heal.evidence.around;

import org.jspecify.annotations.NullMarked;
