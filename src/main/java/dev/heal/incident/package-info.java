/**
 * Takes an alert through every stage, in order, and remembers it durably.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "alert", "coderun", "evidence", "analysis", "report", "remediation",
		"workspace", "redaction", "names", "leadership", "limits" })
package dev.heal.incident;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
