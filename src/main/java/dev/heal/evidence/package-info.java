/**
 * Collects what the cluster can tell of a pod; a source that fails is a recorded fact
 * too.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "config", "workspace", "leadership", "redaction", "kubectl", "names" })
package dev.heal.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
