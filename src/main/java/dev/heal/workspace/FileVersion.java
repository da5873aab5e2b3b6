package dev.heal.workspace;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Tells whether a file is still the same: whatever changes its content changes this. The
 * time is that of the inode, which nobody can set.
 *
 * @param volume the number of the volume
 * @param inode the number of the file on it
 * @param bytes its size
 * @param changed when its content or its attributes were changed last
 */
public record FileVersion(long volume, long inode, long bytes, Instant changed) {

	static FileVersion of(Map<String, Object> attributes) {
		Instant changed = ((FileTime) Objects.requireNonNull(attributes.get("ctime"))).toInstant();
		return new FileVersion(number(attributes, "dev"), number(attributes, "ino"), number(attributes, "size"),
				changed);
	}

	static long number(Map<String, Object> attributes, String name) {
		return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
	}

}
