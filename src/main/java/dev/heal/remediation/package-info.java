/**
 * Decides on CodeRuns, dispatches them and follows them to their end.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "coderun", "evidence", "analysis", "report", "redaction", "names",
		"workspace", "leadership" })
package dev.heal.remediation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
