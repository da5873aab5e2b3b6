package dev.heal.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.workspace.PodFileNames;
import dev.heal.workspace.Workspace;

/**
 * Where the evidence of each pod is kept: the four files in the workspace, the manifest
 * and the objects in Heal's own state folder, where agents cannot change them.
 */
@Component
public class EvidenceStore {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Logger logger = LoggerFactory.getLogger(EvidenceStore.class);

	private static final String MANIFEST = "manifest.json";

	private static final List<String> OBJECTS = List.of("pod.json", "events.json", "surroundings.json", "objects.json");

	private final Workspace workspace;

	private final VerifiedFiles verified = new VerifiedFiles();

	private final EndingFiles endings;

	public EvidenceStore(Workspace workspace) {
		this.workspace = workspace;
		this.endings = new EndingFiles(workspace);
	}

	/**
	 * Returns what is stored of a pod.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the evidence, empty when there is none
	 */
	public Optional<Evidence> find(String namespace, String pod) {
		Path folder = folder(namespace, pod);
		return manifest(namespace, pod).map(this::withEndings)
			.map((manifest) -> new Evidence(manifest, object(folder.resolve("pod.json")),
					object(folder.resolve("events.json")), object(folder.resolve("surroundings.json")), this::open));
	}

	private Manifest withEndings(Manifest manifest) {
		return manifest.withEndings(endings(manifest.namespace(), manifest.pod(), manifest.uid()));
	}

	List<RecordedEnd> endings(String namespace, String pod, @Nullable String uid) {
		return this.endings.read(namespace, pod, uid);
	}

	/**
	 * Returns what was stored of a pod, without the objects.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the manifest, empty when there is none
	 */
	public Optional<Manifest> manifest(String namespace, String pod) {
		return read(folder(namespace, pod).resolve(MANIFEST), (json) -> JSON.readValue(json, Manifest.class))
			.filter((manifest) -> isPlausible(manifest, namespace, pod));
	}

	/**
	 * Moves what is stored of a pod to the history, before the evidence of another
	 * failure takes its place.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @throws UncheckedIOException if it cannot be moved
	 */
	public void archive(String namespace, String pod) {
		Path folder = folder(namespace, pod);
		manifest(namespace, pod).ifPresent((manifest) -> keep(manifest, this.workspace::move, (target) -> {
			OBJECTS.forEach((name) -> this.workspace.move(folder.resolve(name), target));
			this.workspace.delete(folder.resolve(MANIFEST));
		}));
	}

	/**
	 * Copies what is stored of a pod to the history, before it is collected again: it may
	 * be of another failure by then.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @throws UncheckedIOException if it cannot be copied
	 */
	public void copy(String namespace, String pod) {
		Path folder = folder(namespace, pod);
		manifest(namespace, pod).ifPresent((manifest) -> keep(manifest, this.workspace::copy, (target) -> {
			for (String name : OBJECTS) {
				byte[] object = this.workspace.read(folder.resolve(name)).orElse(null);
				if (object != null) {
					this.workspace.write(target.resolve(name), (out) -> out.write(object));
				}
			}
		}));
	}

	/**
	 * Returns where the history keeps what was collected at a time.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param time the time
	 * @return a folder, which may be missing
	 */
	public Path history(String namespace, String pod, Instant time) {
		return this.workspace.state()
			.resolve("history")
			.resolve(namespace)
			.resolve(pod)
			.resolve(time.toString().replace(":", ""));
	}

	private void keep(Manifest manifest, Archiver files, ObjectArchiver objects) {
		Path target = history(manifest.namespace(), manifest.pod(), manifest.collectedAt());
		try {
			List<EvidenceFile> kept = new ArrayList<>();
			for (EvidenceFile file : manifest.files()) {
				kept.add(archived(file, target, files));
			}
			this.workspace.write(target.resolve(MANIFEST), (out) -> JSON.writeValue(out, manifest.with(kept)));
			objects.archive(target);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not archive the evidence of " + manifest.pod(), ex);
		}
	}

	private static EvidenceFile archived(EvidenceFile file, Path target, Archiver archiver) throws IOException {
		String path = file.path();
		if (path == null) {
			return file;
		}
		return archiver.archive(Path.of(path), target, file.bytes(), String.valueOf(file.sha256()))
			.map((moved) -> file.at(moved.toString()))
			.orElseGet(() -> lost(file));
	}

	private static EvidenceFile lost(EvidenceFile file) {
		logger.warn("{} is not archived: it is not as Heal wrote it any more", file.path());
		return EvidenceFile.missing(file.file(), State.FAILED, "it was changed or deleted before it could be archived",
				file.source(), file.containers());
	}

	/**
	 * Returns the entry of a file that is still there as it was written.
	 * @param manifest the manifest
	 * @param kind which file
	 * @return the entry, empty when the file is gone or was changed
	 */
	Optional<EvidenceFile> intact(Manifest manifest, Kind kind) {
		return manifest.file(kind).filter((file) -> stored(file).filter(StoredFile::isIntact).isPresent());
	}

	/**
	 * Guards evidence, for people to see: what somebody has changed since it was written
	 * is none.
	 * @param evidence what is stored
	 * @return the same, whose files are compared with the manifest when they are opened
	 */
	Evidence guarded(Evidence evidence) {
		return new Evidence(evidence.manifest(), evidence.pod(), evidence.events(), evidence.surroundings(),
				(path) -> openIntact(evidence.manifest(), path));
	}

	private InputStream openIntact(Manifest manifest, Path path) throws IOException {
		boolean isIntact = manifest.files()
			.stream()
			.filter((file) -> path.toString().equals(file.path()))
			.flatMap((file) -> stored(file).stream())
			.anyMatch(StoredFile::isIntact);
		if (!isIntact) {
			throw new ChangedFileException(path.toString());
		}
		return open(path);
	}

	/**
	 * Returns a file to be read.
	 * @param file its entry in the manifest
	 * @return the file, empty when there is none
	 */
	Optional<StoredFile> stored(EvidenceFile file) {
		return Optional.ofNullable(file.path())
			.map((path) -> new StoredFile(this.workspace, this.verified, file, path));
	}

	/**
	 * Records an object beside the manifest.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param file one of those that are kept
	 * @param object the object, redacted; nothing is written when it is missing
	 * @return the object
	 * @throws IOException if it cannot be written
	 */
	public JsonNode save(String namespace, String pod, String file, JsonNode object) throws IOException {
		if (!object.isMissingNode()) {
			this.workspace.writeOne(folder(namespace, pod).resolve(file), (out) -> JSON.writeValue(out, object));
		}
		return object;
	}

	/**
	 * Records what was collected, when everything else has been written.
	 * @param collected the manifest
	 * @param pod the pod, redacted
	 * @param events the events, redacted
	 * @param surroundings what stands around the pod, redacted
	 * @return the evidence
	 */
	public Evidence save(Manifest collected, JsonNode pod, JsonNode events, JsonNode surroundings) {
		Manifest manifest = withEndings(collected);
		Path folder = folder(manifest.namespace(), manifest.pod());
		try {
			this.workspace.sync(this.workspace.logs());
			this.workspace.write(folder.resolve(MANIFEST), (out) -> JSON.writeValue(out, manifest));
			return new Evidence(manifest, pod, events, surroundings, this::open);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write the manifest to " + folder, ex);
		}
	}

	/**
	 * Returns a file that lies where one of a pod would be.
	 * @param pod the pod's name
	 * @param kind which file
	 * @return the file, empty when there is none
	 */
	Optional<Path> unrecorded(String pod, Kind kind) {
		Path file = this.workspace.logs().resolve(PodFileNames.shortened(pod) + "-" + kind.fileName());
		return this.workspace.isFile(file) ? Optional.of(file) : Optional.empty();
	}

	public Path file(String namespace, String pod, Kind kind) {
		return file(this.workspace.names().stem(namespace, pod), kind);
	}

	private Path file(String stem, Kind kind) {
		return this.workspace.logs().resolve(stem + "-" + kind.fileName());
	}

	private Path folder(String namespace, String pod) {
		return this.workspace.state().resolve("evidence").resolve(namespace).resolve(pod);
	}

	private InputStream open(Path file) throws IOException {
		return new BufferedInputStream(this.workspace.open(file));
	}

	private JsonNode object(Path file) {
		return read(file, JSON::readTree).orElse(MissingNode.getInstance());
	}

	// What cannot be read counts as missing, so that it never stands in the way of new
	private <T> Optional<T> read(Path file, Function<byte[], T> reader) {
		try {
			return this.workspace.read(file).map(reader);
		}
		catch (JacksonException | UncheckedIOException ex) {
			logger.warn("{} cannot be read and counts as missing: {}", file, ex.getMessage());
			return Optional.empty();
		}
	}

	// It names files of its pod and nothing else: agents may be able to write it
	private boolean isPlausible(Manifest manifest, String namespace, String pod) {
		Set<Path> own = PodFileNames.stems(namespace, pod)
			.stream()
			.flatMap((stem) -> Arrays.stream(Kind.values()).map((kind) -> file(stem, kind)))
			.collect(Collectors.toSet());
		return manifest.namespace().equals(namespace) && manifest.pod().equals(pod)
				&& manifest.files()
					.stream()
					.allMatch((file) -> file.path() == null || own.contains(Path.of(file.path())));
	}

	/**
	 * Brings a file to a folder, if it is as it was written.
	 */
	@FunctionalInterface
	private interface Archiver {

		Optional<Path> archive(Path file, Path folder, long bytes, String sha256) throws IOException;

	}

	/**
	 * Brings the objects to a folder.
	 */
	@FunctionalInterface
	private interface ObjectArchiver {

		void archive(Path folder) throws IOException;

	}

}
