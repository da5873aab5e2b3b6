package dev.heal.evidence;

import java.nio.file.Path;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * All that is known of one pod at one time: the manifest of the stored files, and the
 * objects behind them as the API server returned them, redacted.
 *
 * @param manifest what is stored, and what could not be had
 * @param pod the pod, a missing node when it could not be had
 * @param events the {@code EventList} selected by the pod's name, so that it may hold
 * events of namesakes; a missing node when it could not be had
 */
public record Evidence(Manifest manifest, JsonNode pod, JsonNode events) {

	/**
	 * Returns where a file of the evidence is.
	 * @param file the kind of file
	 * @return the path, empty when there is no such file
	 */
	public Optional<Path> path(EvidenceFile.Kind file) {
		return this.manifest.file(file).map(EvidenceFile::path).map(Path::of);
	}

}
