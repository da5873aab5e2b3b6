/**
 * What people have at hand: objects, descriptions, logs, in files, folders and archives.
 */
@NullMarked
package dev.heal.cli.material;

import org.jspecify.annotations.NullMarked;
