/**
 * What people see in a browser: the failures, each with its evidence, and what may be
 * done about it.
 */
@NullMarked
package dev.heal.page;

import org.jspecify.annotations.NullMarked;
