/**
 * What is wrong with the objects that workloads rely on: Services, claims, nodes,
 * policies, configuration.
 */
@NullMarked
package dev.heal.analysis.around;

import org.jspecify.annotations.NullMarked;
