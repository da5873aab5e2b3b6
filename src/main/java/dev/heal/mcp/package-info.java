/**
 * Lets language models look at failures and act on them, by the Model Context Protocol:
 * over HTTP and on standard input and output.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "live", "evidence", "analysis", "incident", "coderun", "remediation",
		"report", "kubectl", "names" })
package dev.heal.mcp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
