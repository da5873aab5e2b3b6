/**
 * Names as Kubernetes takes them: what is none never gets past the door.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.heal.names;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
