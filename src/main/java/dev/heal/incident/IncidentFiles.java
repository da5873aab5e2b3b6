package dev.heal.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.PodFileNames;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspace.Content;

/**
 * The files of the incidents. Those that were used last are kept in memory, and read
 * again when another process has written them. While this process leads, a journal speaks
 * first.
 */
final class IncidentFiles {

	private static final Logger logger = LoggerFactory.getLogger(IncidentFiles.class);

	private static final int MAX_CACHED_BYTES = 8 * 1024 * 1024;

	private final Workspace workspace;

	private final JsonMapper mapper;

	private final Path folder;

	private final Cache<Path, Stored> cache = Caffeine.newBuilder()
		.maximumWeight(MAX_CACHED_BYTES)
		.weigher((Path file, Stored stored) -> stored.bytes())
		.build();

	private final Map<Path, Version> unreadable = new ConcurrentHashMap<>();

	private final IncidentJournal journal;

	IncidentFiles(Workspace workspace, JsonMapper mapper) {
		this.workspace = workspace;
		this.mapper = mapper;
		this.folder = workspace.state().resolve("incidents");
		this.journal = new IncidentJournal(workspace, mapper, this.folder);
	}

	IncidentJournal journal() {
		return this.journal;
	}

	Path file(String namespace, String pod) {
		return this.folder.resolve(namespace).resolve(PodFileNames.shortened(pod) + ".json");
	}

	/**
	 * Lists the files.
	 * @return their paths
	 * @throws IOException if a folder cannot be read
	 */
	Collection<Path> list() throws IOException {
		List<Path> namespaces = list(this.folder);
		Set<Path> files = new HashSet<>(this.journal.files());
		for (Path namespace : namespaces) {
			list(namespace).stream().filter((file) -> file.toString().endsWith(".json")).forEach(files::add);
		}
		return files;
	}

	// names alone: a file that is just being written may be gone when it is looked at
	private static List<Path> list(Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.toList();
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			return List.of();
		}
	}

	/**
	 * Reads an incident.
	 * @param file its file
	 * @return the incident, empty when there is none, or what is there is none
	 * @throws IOException if it cannot be read
	 */
	Optional<Stored> read(Path file) throws IOException {
		Optional<Stored> unwritten = this.journal.find(file).map(Stored::unwritten);
		return unwritten.isPresent() ? unwritten : readFile(file);
	}

	private Optional<Stored> readFile(Path file) throws IOException {
		try {
			Version version = fileVersion(file);
			Stored cached = this.cache.getIfPresent(file);
			if (cached != null && cached.version().equals(version)) {
				return Optional.of(cached);
			}
			byte[] json = Files.readAllBytes(file);
			return parsed(file, version, json);
		}
		catch (NoSuchFileException ex) {
			this.cache.invalidate(file);
			this.unreadable.remove(file);
			return Optional.empty();
		}
	}

	private Optional<Stored> parsed(Path file, Version version, byte[] json) {
		try {
			Stored stored = new Stored(version, this.mapper.readValue(json, Incident.class), json.length);
			this.cache.put(file, stored);
			this.unreadable.remove(file);
			return Optional.of(stored);
		}
		catch (JacksonException ex) {
			if (!version.equals(this.unreadable.put(file, version))) {
				logger.error("Passing over {}, which is not an incident; move it away", file, ex);
			}
			return Optional.empty();
		}
	}

	/**
	 * Writes an incident. It survives a crash of the process.
	 * @param file its file
	 * @param incident the incident
	 * @param lasting whether it survives one of the machine, too; the journal may be told
	 * so later
	 * @return the incident as it is stored
	 * @throws IOException if it could not be written
	 */
	Stored write(Path file, Incident incident, boolean lasting) throws IOException {
		if (this.journal.isOpen()) {
			this.journal.put(file, incident);
			return Stored.unwritten(incident);
		}
		return writeFile(file, incident, lasting);
	}

	private Stored writeFile(Path file, Incident incident, boolean lasting) throws IOException {
		byte[] json = this.mapper.writeValueAsBytes(incident);
		Content content = (out) -> out.write(json);
		if (lasting) {
			this.workspace.write(file, content);
		}
		else {
			this.workspace.writeOne(file, content);
		}
		Stored stored = new Stored(fileVersion(file), incident, json.length);
		this.cache.put(file, stored);
		return stored;
	}

	/**
	 * Writes what the journal says of an incident to its own file.
	 * @param file the file
	 * @param incident the incident
	 * @return the incident as it is stored, empty when it has gone on
	 * @throws IOException if it could not be written
	 */
	Optional<Stored> settle(Path file, Incident incident) throws IOException {
		if (this.journal.find(file).filter(incident::equals).isEmpty()) {
			return Optional.empty();
		}
		Stored stored = writeFile(file, incident, true);
		this.journal.put(file, null);
		return Optional.of(stored);
	}

	void delete(Path file) throws IOException {
		this.workspace.delete(file);
		this.cache.invalidate(file);
		this.journal.put(file, null);
	}

	Version version(Path file) throws IOException {
		return this.journal.find(file).isPresent() ? Version.NONE : fileVersion(file);
	}

	private static Version fileVersion(Path file) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		return new Version(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime().toInstant());
	}

	/**
	 * An incident as its file has it.
	 *
	 * @param version the version of the file
	 * @param incident the incident
	 * @param bytes the size of the file
	 */
	record Stored(Version version, Incident incident, int bytes) {

		static Stored unwritten(Incident incident) {
			return new Stored(Version.NONE, incident, 0);
		}

	}

	/**
	 * A version of a file. Each write makes a new inode, so that two writes within one
	 * tick of the clock differ.
	 *
	 * @param inode the file's identity
	 * @param modified when it was written
	 */
	record Version(String inode, Instant modified) {

		/**
		 * What is not in a file yet.
		 */
		static final Version NONE = new Version("", Instant.EPOCH);

	}

}
