package dev.heal.analysis.log;

import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * The log of one container, or the part of a file that holds it.
 *
 * @param file the file, such as {@code current.log}
 * @param container the container, null when nothing tells whose log it is
 * @param firstLine the number of the section's first line in the file, from 1
 * @param bytes the section's bytes; read once, to its end
 */
public record LogSection(String file, @Nullable String container, long firstLine, InputStream bytes) {

}
