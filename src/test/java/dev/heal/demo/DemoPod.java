package dev.heal.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A failed pod that was recorded: its object, its events, and the log of its crash.
 *
 * @param namespace its namespace
 * @param name its name
 * @param container its container
 * @param pod the object
 * @param events its events
 * @param log its log, empty when it never started
 */
record DemoPod(String namespace, String name, String container, String pod, String events, Optional<Path> log) {

	private static final Path CORPUS = Path.of("src/test/resources/dev/heal/analysis/corpus");

	static List<DemoPod> all() {
		return Stream
			.of("java-01-npe-executor", "python-21-fastapi-settings", "node-11-resize-oomkilled",
					"pod-02-image-unauthorized", "go-08-db-refused-fatal")
			.map((recorded) -> recorded(CORPUS.resolve(recorded)))
			.toList();
	}

	private static DemoPod recorded(Path folder) {
		try {
			String pod = Files.readString(folder.resolve("pod.json"));
			JsonNode object = JsonMapper.shared().readTree(pod);
			return new DemoPod(object.at("/metadata/namespace").asString(), object.at("/metadata/name").asString(),
					object.at("/spec/containers/0/name").asString(), pod,
					Files.readString(folder.resolve("events.json")),
					Optional.of(folder.resolve("current.log")).filter(Files::exists));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String path() {
		return this.namespace + "/" + this.name;
	}

}
