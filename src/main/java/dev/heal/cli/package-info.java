/**
 * Does the same from a terminal.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "mcp", "live", "evidence", "analysis", "report", "remediation", "incident",
		"replay", "redaction", "kubectl", "workspace", "names", "config" })
package dev.heal.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
