/**
 * Keeps files on the volume: whole or absent, inside or refused.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "names")
package dev.heal.workspace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
