/**
 * Prints pods and events as kubectl does.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.heal.kubectl;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
