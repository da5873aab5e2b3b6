/**
 * Heal: a command line when the first argument is a command, else the service.
 */
@NullMarked
package dev.heal;

import org.jspecify.annotations.NullMarked;
