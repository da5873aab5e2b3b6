/**
 * Tests of the Helm chart.
 */
@NullMarked
package dev.heal.chart;

import org.jspecify.annotations.NullMarked;
