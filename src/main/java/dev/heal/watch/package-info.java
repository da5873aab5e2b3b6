/**
 * Sees failing pods where no Alertmanager tells of them, and records how their containers
 * end.
 */
@NullMarked
@ApplicationModule(
		allowedDependencies = { "alert", "evidence", "analysis", "remediation", "leadership", "limits", "workspace" })
package dev.heal.watch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
