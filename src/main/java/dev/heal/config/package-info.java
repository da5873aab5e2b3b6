/**
 * Holds the beans that no feature owns.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.heal.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
