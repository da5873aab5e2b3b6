/**
 * Finds what failed and why, each claim with its evidence.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "evidence", "kubectl" })
package dev.heal.analysis;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
