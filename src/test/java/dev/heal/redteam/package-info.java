/**
 * Attacks a running Heal from all sides, as the threat list of {@code SECURITY.md} says.
 */
@NullMarked
package dev.heal.redteam;

import org.jspecify.annotations.NullMarked;
