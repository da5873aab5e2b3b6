package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * All that is known of one pod at one time: the manifest of the stored files, and the
 * objects behind them as the API server returned them, redacted.
 *
 * @param manifest what is stored, and what could not be had
 * @param pod the pod, a missing node when it could not be had
 * @param events the {@code EventList} selected by the pod's name, so that it may hold
 * events of namesakes; a missing node when it could not be had
 * @param surroundings its node, the pods around it that are not well and the revisions of
 * its Deployment, as far as they could be had; a missing node when none could
 * @param source opens the files
 */
public record Evidence(Manifest manifest, JsonNode pod, JsonNode events, JsonNode surroundings, Source source) {

	/**
	 * Makes evidence of files recorded elsewhere; logs that end in {@code .gz} are
	 * compressed.
	 * @param pod the pod
	 * @param events the {@code EventList}, or a missing node
	 * @param currentLog the current log, null when there is none
	 * @param previousLog the previous log, null when there is none
	 * @return the evidence
	 */
	public static Evidence recorded(JsonNode pod, JsonNode events, @Nullable Path currentLog,
			@Nullable Path previousLog) {
		return new Evidence(RecordedFiles.manifest(pod, events, currentLog, previousLog), pod, events,
				MissingNode.getInstance(), RecordedFiles::open);
	}

	/**
	 * Adds what stands around the pod.
	 * @param around its surroundings
	 * @return the evidence with them
	 */
	public Evidence around(JsonNode around) {
		return new Evidence(this.manifest, this.pod, this.events, around, this.source);
	}

	/**
	 * Tells when the evidence was recorded, which files recorded elsewhere do not.
	 * @param time the time, or a somewhat earlier one
	 * @return the evidence as of then
	 */
	public Evidence at(Instant time) {
		return new Evidence(this.manifest.at(time), this.pod, this.events, this.surroundings, this.source);
	}

	/**
	 * Makes evidence of nothing.
	 * @param manifest a manifest without files
	 * @return the evidence
	 */
	public static Evidence none(Manifest manifest) {
		JsonNode missing = MissingNode.getInstance();
		return new Evidence(manifest, missing, missing, missing, RecordedFiles::open);
	}

	/**
	 * Opens a file of the evidence.
	 * @param file the kind of file
	 * @return its content, decompressed, empty when there is no such file
	 * @throws UncheckedIOException if it cannot be read
	 */
	public Optional<InputStream> open(EvidenceFile.Kind file) {
		return path(file).map(this::open);
	}

	private InputStream open(Path path) {
		try {
			return this.source.open(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + path, ex);
		}
	}

	/**
	 * Returns where a file of the evidence is.
	 * @param file the kind of file
	 * @return the path, empty when there is no such file
	 */
	public Optional<Path> path(EvidenceFile.Kind file) {
		return this.manifest.file(file).map(EvidenceFile::path).map(Path::of);
	}

	/**
	 * Where files of evidence are.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Opens a file.
		 * @param path its path in the manifest
		 * @return its content, decompressed
		 * @throws IOException if it cannot be read
		 */
		InputStream open(Path path) throws IOException;

	}

}
