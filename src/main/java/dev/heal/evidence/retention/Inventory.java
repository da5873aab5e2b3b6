package dev.heal.evidence.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.stereotype.Component;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceStore;
import dev.heal.evidence.Manifest;
import dev.heal.workspace.PodFileNames;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspace.Entry;

/**
 * All evidence that is there, by what lies on the volumes: nothing of it is left out
 * because its manifest cannot be read, or because it has none.
 */
@Component
class Inventory {

	private final Workspace workspace;

	private final EvidenceStore store;

	Inventory(Workspace workspace, EvidenceStore store) {
		this.workspace = workspace;
		this.store = store;
	}

	/**
	 * Lists what is kept of all pods, the history too.
	 * @return one entry for each collection, and one for each file that belongs to none
	 * @throws IOException if a folder cannot be read
	 */
	List<Kept> all() throws IOException {
		Map<Path, Entry> logs = new HashMap<>();
		this.workspace.list(this.workspace.logs()).forEach((entry) -> logs.put(entry.path(), entry));
		List<Kept> result = new ArrayList<>();
		for (Entry folder : below(this.workspace.state().resolve("evidence"), 2)) {
			result.add(latest(folder, logs));
		}
		for (Entry folder : below(this.workspace.state().resolve("history"), 3)) {
			result.add(history(folder));
		}
		logs.values().stream().filter(Inventory::isEvidence).map(Inventory::stray).forEach(result::add);
		return result;
	}

	private Kept latest(Entry folder, Map<Path, Entry> logs) throws IOException {
		String pod = name(folder.path());
		String namespace = name(parent(folder.path()));
		List<Entry> files = new ArrayList<>(this.workspace.list(folder.path()));
		Arrays.stream(Kind.values())
			.map((kind) -> logs.remove(log(namespace, pod, kind)))
			.filter(Objects::nonNull)
			.forEach(files::add);
		Instant time = this.store.manifest(namespace, pod).map(Manifest::collectedAt).orElse(folder.modified());
		return Kept.of(Kept.Type.LATEST, namespace, pod, time, folder.path(), files);
	}

	private Path log(String namespace, String pod, Kind kind) {
		boolean isPlain = this.workspace.names().holder(pod).filter(namespace::equals).isPresent();
		String stem = PodFileNames.shortened(isPlain ? pod : namespace + "_" + pod);
		return this.workspace.logs().resolve(stem + "-" + kind.fileName());
	}

	private Kept history(Entry folder) throws IOException {
		Path pod = parent(folder.path());
		return Kept.of(Kept.Type.HISTORY, name(parent(pod)), name(pod), time(folder), folder.path(),
				this.workspace.list(folder.path()));
	}

	// Its name is a time without colons
	private static Instant time(Entry folder) {
		try {
			return Instant.parse(name(folder.path()).replaceFirst("T(\\d\\d)(\\d\\d)", "T$1:$2:"));
		}
		catch (DateTimeParseException ex) {
			return folder.modified();
		}
	}

	private static boolean isEvidence(Entry file) {
		return !file.isFolder()
				&& Arrays.stream(Kind.values()).anyMatch((kind) -> name(file.path()).endsWith("-" + kind.fileName()));
	}

	private static Kept stray(Entry file) {
		return Kept.of(Kept.Type.STRAY, "", name(file.path()), file.modified(), file.path(), List.of(file));
	}

	/**
	 * Deletes what is kept, and the folders that are empty then.
	 * @param kept what to delete
	 */
	void delete(Kept kept) {
		kept.files().forEach(this.workspace::delete);
		try {
			deleteEmpty(kept.folder());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not delete " + kept.folder(), ex);
		}
		if (kept.type() == Kept.Type.LATEST) {
			this.workspace.names().release(kept.namespace(), kept.pod());
		}
	}

	private void deleteEmpty(Path innermost) throws IOException {
		Path folder = innermost;
		while (folder.startsWith(this.workspace.state()) && parent(folder).startsWith(this.workspace.state())
				&& this.workspace.list(folder).isEmpty()) {
			this.workspace.delete(folder);
			folder = parent(folder);
		}
	}

	private List<Entry> below(Path folder, int depth) throws IOException {
		List<Entry> folders = this.workspace.list(folder).stream().filter(Entry::isFolder).toList();
		if (depth == 1) {
			return folders;
		}
		List<Entry> deeper = new ArrayList<>();
		for (Entry entry : folders) {
			deeper.addAll(below(entry.path(), depth - 1));
		}
		return deeper;
	}

	private static Path parent(Path path) {
		return path.resolveSibling("").normalize();
	}

	private static String name(Path path) {
		return String.valueOf(path.getFileName());
	}

	/**
	 * What is kept of one collection.
	 *
	 * @param type what it is
	 * @param namespace the pod's namespace, empty when it is not known
	 * @param pod the pod's name
	 * @param time when it was collected
	 * @param bytes its size
	 * @param folder its folder
	 * @param files all its files, those outside of the folder too
	 */
	record Kept(Type type, String namespace, String pod, Instant time, long bytes, Path folder, List<Path> files) {

		private static Kept of(Type type, String namespace, String pod, Instant time, Path folder, List<Entry> files) {
			return new Kept(type, namespace, pod, time, files.stream().mapToLong(Entry::bytes).sum(), folder,
					files.stream().map(Entry::path).toList());
		}

		/**
		 * What it is.
		 */
		enum Type {

			/**
			 * The latest of a pod.
			 */
			LATEST,
			/**
			 * Other evidence took its place.
			 */
			HISTORY,
			/**
			 * A file that no collection knows of.
			 */
			STRAY

		}

	}

}
