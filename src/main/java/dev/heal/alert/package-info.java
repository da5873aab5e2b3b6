/**
 * Accepts Alertmanager's webhook and names the pods that failed.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "names")
package dev.heal.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
