/**
 * Tests against the real cluster of the current kubeconfig.
 */
@NullMarked
package dev.heal.cluster;

import org.jspecify.annotations.NullMarked;
