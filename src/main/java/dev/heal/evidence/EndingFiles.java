package dev.heal.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Workspace;

/**
 * Where the ends of containers are recorded: the logs in the workspace, where agents read
 * them, and what is known of each end in Heal's own state folder, one file for a pod's
 * name.
 */
final class EndingFiles {

	private static final Logger logger = LoggerFactory.getLogger(EndingFiles.class);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String FOLDER = "endings";

	private static final int ID_LENGTH = 12;

	private final Workspace workspace;

	EndingFiles(Workspace workspace) {
		this.workspace = workspace;
	}

	/**
	 * Returns what is recorded of a pod's name, pods before the present one included.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the ends, the oldest first
	 */
	List<RecordedEnd> read(String namespace, String pod) {
		Path file = record(namespace, pod);
		try {
			return this.workspace.read(file)
				.map((json) -> JSON.readValue(json, Ends.class).ends())
				.orElse(List.of())
				.stream()
				.filter((end) -> isPlausible(namespace, pod, end))
				.toList();
		}
		catch (JacksonException ex) {
			logger.warn("{} cannot be read and counts as missing: {}", file, ex.getMessage());
			return List.of();
		}
	}

	/**
	 * Returns what is recorded of one pod.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param uid the pod's UID
	 * @return the ends, the oldest first
	 */
	List<RecordedEnd> read(String namespace, String pod, @Nullable String uid) {
		return read(namespace, pod).stream().filter((end) -> end.uid().equals(uid)).toList();
	}

	// it names its own log and nothing else
	private boolean isPlausible(String namespace, String pod, RecordedEnd end) {
		String path = end.log().path();
		return path == null || path.equals(log(namespace, pod, end).toString());
	}

	void write(String namespace, String pod, List<RecordedEnd> ends) throws IOException {
		List<RecordedEnd> sorted = ends.stream().sorted(Comparator.comparing(RecordedEnd::finishedAt)).toList();
		if (sorted.isEmpty()) {
			this.workspace.delete(record(namespace, pod));
		}
		else {
			this.workspace.write(record(namespace, pod), (out) -> JSON.writeValue(out, new Ends(sorted)));
		}
	}

	Path log(String namespace, String pod, RecordedEnd end) {
		String id = end.id().replaceFirst("^.*://", "").replaceAll("[^A-Za-z0-9]", "");
		return logs(namespace, pod)
			.resolve(end.container() + "-" + id.substring(0, Math.min(id.length(), ID_LENGTH)) + ".log");
	}

	Path logs() {
		return this.workspace.logs().resolve(FOLDER);
	}

	Path logs(String namespace, String pod) {
		return logs().resolve(namespace).resolve(pod);
	}

	Path records() {
		return this.workspace.state().resolve(FOLDER);
	}

	private Path record(String namespace, String pod) {
		return records().resolve(namespace).resolve(pod + ".json");
	}

	/**
	 * What is recorded of one pod's name.
	 *
	 * @param ends the ends, the oldest first
	 */
	record Ends(List<RecordedEnd> ends) {

	}

}
