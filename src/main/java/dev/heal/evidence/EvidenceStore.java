package dev.heal.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspace.Entry;

/**
 * Where the evidence of each pod is kept: the four files in the workspace, the manifest
 * and the objects in Heal's own state folder, where agents cannot change them.
 */
@Component
public class EvidenceStore {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> OBJECTS = List.of("pod.json", "events.json", "surroundings.json",
			"manifest.json");

	private final Workspace workspace;

	EvidenceStore(Workspace workspace) {
		this.workspace = workspace;
	}

	/**
	 * Returns what is stored of a pod.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the evidence, empty when there is none
	 */
	public Optional<Evidence> find(String namespace, String pod) {
		Path folder = folder(namespace, pod);
		return manifest(folder).map((manifest) -> new Evidence(manifest, object(folder.resolve("pod.json")),
				object(folder.resolve("events.json")), object(folder.resolve("surroundings.json")), this::open));
	}

	/**
	 * Returns what was stored of a pod, without the objects.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the manifest, empty when there is none
	 */
	Optional<Manifest> manifest(String namespace, String pod) {
		return manifest(folder(namespace, pod));
	}

	/**
	 * Moves what is stored of a pod to the history, before the evidence of another
	 * failure takes its place.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @throws UncheckedIOException if it cannot be moved
	 */
	public void archive(String namespace, String pod) {
		manifest(namespace, pod).ifPresent(this::archive);
	}

	private void archive(Manifest manifest) {
		Path folder = folder(manifest.namespace(), manifest.pod());
		Path target = this.workspace.state()
			.resolve("history")
			.resolve(manifest.namespace())
			.resolve(manifest.pod())
			.resolve(manifest.collectedAt().toString().replace(":", ""));
		List<Path> files = manifest.files()
			.stream()
			.map(EvidenceFile::path)
			.filter(Objects::nonNull)
			.map((path) -> this.workspace.inside(Path.of(path)))
			.toList();
		files.forEach((file) -> this.workspace.move(file, target));
		OBJECTS.forEach((name) -> this.workspace.move(folder.resolve(name), target));
	}

	/**
	 * Returns the entry of a file that is still there as it was written.
	 * @param manifest the manifest
	 * @param kind which file
	 * @return the entry, empty when the file is gone or was changed
	 */
	Optional<EvidenceFile> intact(Manifest manifest, EvidenceFile.Kind kind) {
		return manifest.file(kind).filter((file) -> stored(file).filter(StoredFile::isIntact).isPresent());
	}

	/**
	 * Returns a file to be read.
	 * @param file its entry in the manifest
	 * @return the file, empty when there is none
	 */
	Optional<StoredFile> stored(EvidenceFile file) {
		return Optional.ofNullable(file.path()).map((path) -> new StoredFile(this.workspace, file, path));
	}

	/**
	 * Records an object beside the manifest.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param file {@code pod.json}, {@code events.json} or {@code surroundings.json}
	 * @param object the object, redacted; nothing is written when it is missing
	 * @return the object
	 * @throws IOException if it cannot be written
	 */
	JsonNode save(String namespace, String pod, String file, JsonNode object) throws IOException {
		if (!object.isMissingNode()) {
			this.workspace.writeOne(folder(namespace, pod).resolve(file), (out) -> JSON.writeValue(out, object));
		}
		return object;
	}

	/**
	 * Records what was collected, when everything else has been written.
	 * @param manifest the manifest
	 * @param pod the pod, redacted
	 * @param events the events, redacted
	 * @param surroundings what stands around the pod, redacted
	 * @return the evidence
	 */
	Evidence save(Manifest manifest, JsonNode pod, JsonNode events, JsonNode surroundings) {
		Path folder = folder(manifest.namespace(), manifest.pod());
		try {
			this.workspace.sync(this.workspace.logs());
			this.workspace.write(folder.resolve("manifest.json"), (out) -> JSON.writeValue(out, manifest));
			return new Evidence(manifest, pod, events, surroundings, this::open);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write the manifest to " + folder, ex);
		}
	}

	/**
	 * Lists what is kept of all pods, the history too.
	 * @return one entry for each collection
	 * @throws IOException if the state folder cannot be read
	 */
	List<Kept> all() throws IOException {
		List<Kept> result = new ArrayList<>();
		for (Entry folder : below(this.workspace.state().resolve("evidence"), 2)) {
			manifest(folder.path()).ifPresent((manifest) -> result.add(Kept.of(folder.path(), manifest)));
		}
		for (Entry folder : below(this.workspace.state().resolve("history"), 3)) {
			result.add(Kept.of(folder, this.workspace.list(folder.path())));
		}
		return result;
	}

	/**
	 * Deletes what is kept.
	 * @param kept what to delete
	 */
	void delete(Kept kept) {
		kept.files().forEach(this.workspace::delete);
		this.workspace.delete(kept.folder());
		if (!kept.isHistory()) {
			this.workspace.names().release(kept.namespace(), kept.pod());
		}
	}

	private List<Entry> below(Path folder, int depth) throws IOException {
		List<Entry> entries = this.workspace.list(folder);
		if (depth == 1) {
			return entries;
		}
		List<Entry> deeper = new ArrayList<>();
		for (Entry entry : entries) {
			deeper.addAll(below(entry.path(), depth - 1));
		}
		return deeper;
	}

	/**
	 * Returns a file that lies where one of a pod would be.
	 * @param pod the pod's name
	 * @param kind which file
	 * @return the file, empty when there is none
	 */
	Optional<Path> unrecorded(String pod, EvidenceFile.Kind kind) {
		Path file = this.workspace.logs().resolve(pod + "-" + kind.fileName());
		return this.workspace.isFile(file) ? Optional.of(file) : Optional.empty();
	}

	Path file(String namespace, String pod, EvidenceFile.Kind kind) {
		String name = this.workspace.names().stem(namespace, pod) + "-" + kind.fileName();
		return this.workspace.logs().resolve(name);
	}

	private Path folder(String namespace, String pod) {
		return this.workspace.state().resolve("evidence").resolve(namespace).resolve(pod);
	}

	private InputStream open(Path file) throws IOException {
		return new BufferedInputStream(this.workspace.open(file));
	}

	private Optional<Manifest> manifest(Path folder) {
		return this.workspace.read(folder.resolve("manifest.json")).map((json) -> JSON.readValue(json, Manifest.class));
	}

	private JsonNode object(Path file) {
		return this.workspace.read(file).map(JSON::readTree).orElse(MissingNode.getInstance());
	}

	/**
	 * What is kept of one collection.
	 *
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param time when it was collected, or moved to the history
	 * @param bytes its size
	 * @param isHistory whether other evidence took its place
	 * @param folder its folder
	 * @param files all its files, those outside of the folder too
	 */
	record Kept(String namespace, String pod, Instant time, long bytes, boolean isHistory, Path folder,
			List<Path> files) {

		private static Kept of(Path folder, Manifest manifest) {
			Stream<Path> evidence = manifest.files()
				.stream()
				.map(EvidenceFile::path)
				.filter(Objects::nonNull)
				.map(Path::of);
			long bytes = manifest.files().stream().mapToLong(EvidenceFile::bytes).sum();
			return new Kept(manifest.namespace(), manifest.pod(), manifest.collectedAt(), bytes, false, folder,
					Stream.concat(evidence, OBJECTS.stream().map(folder::resolve)).toList());
		}

		private static Kept of(Entry folder, List<Entry> files) {
			Path pod = folder.path().resolve("..").normalize();
			return new Kept(String.valueOf(pod.resolve("..").normalize().getFileName()),
					String.valueOf(pod.getFileName()), folder.modified(), files.stream().mapToLong(Entry::bytes).sum(),
					true, folder.path(), files.stream().map(Entry::path).toList());
		}

	}

}
