/**
 * Decides which of several Heals works, and keeps the others from it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "workspace")
package dev.heal.leadership;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
