/**
 * Runs a diagnosis again from what was stored, here or on another machine.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "evidence", "analysis", "incident", "workspace", "names" })
package dev.heal.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
