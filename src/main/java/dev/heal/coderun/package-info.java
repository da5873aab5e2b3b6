/**
 * The CodeRun of the platform, as the installed CRD has it: what is asked of an agent,
 * and what the agent says of itself.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.heal.coderun;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
