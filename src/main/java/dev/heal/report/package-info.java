/**
 * Renders an analysis as a markdown report; same input, same bytes.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "evidence", "analysis" })
package dev.heal.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
