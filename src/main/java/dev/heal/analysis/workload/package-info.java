/**
 * What is wrong with workloads, whether they have pods or not.
 */
@NullMarked
package dev.heal.analysis.workload;

import org.jspecify.annotations.NullMarked;
