/**
 * Holds the beans that no feature owns.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "names" })
package dev.heal.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
