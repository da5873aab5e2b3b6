/**
 * Looks at what fails in the cluster now, and stores nothing.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "evidence", "analysis", "names" })
package dev.heal.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
