/**
 * Takes secrets out of a stream of bytes.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.heal.redaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
