/**
 * Lets the JVM see Heal at work once, for the cache that later starts begin with.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.heal.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
