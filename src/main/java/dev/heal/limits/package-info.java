/**
 * Keeps every request within bounds, so that no caller fills or holds up the service.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "workspace")
package dev.heal.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
