/**
 * Decides who may call what.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.heal.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
