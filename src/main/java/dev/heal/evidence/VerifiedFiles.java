package dev.heal.evidence;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.heal.workspace.FileVersion;

/**
 * Remembers which versions of files were found to be as they were written, the latest of
 * them, so that a part of a long file is had without reading all of it each time.
 */
final class VerifiedFiles {

	private static final int MOST = 10_000;

	private final Map<FileVersion, String> digests = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<FileVersion, String> eldest) {
			return size() > MOST;
		}

	};

	synchronized void add(FileVersion version, String sha256) {
		this.digests.put(version, sha256);
	}

	synchronized boolean is(FileVersion version, @Nullable String sha256) {
		return sha256 != null && sha256.equals(this.digests.get(version));
	}

}
