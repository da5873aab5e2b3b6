package dev.heal.workspace;

import java.io.IOException;
import java.nio.file.Path;

import org.springframework.util.unit.DataSize;

/**
 * The volume is as good as full.
 */
public class NoSpaceException extends IOException {

	private static final long serialVersionUID = 1L;

	NoSpaceException(Path folder, long free, DataSize reserve) {
		super("the volume of %s has %d MB left and %d MB are kept in reserve: make room, or lower heal.workspace.reserve"
			.formatted(folder, free >> 20, reserve.toMegabytes()));
	}

}
