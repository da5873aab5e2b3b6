/**
 * A set of Kubernetes objects, wherever they come from.
 */
@NullMarked
package dev.heal.analysis.objects;

import org.jspecify.annotations.NullMarked;
