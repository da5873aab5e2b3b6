package dev.heal.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspace.Content;

/**
 * The incidents, one file each in the state folder. What {@link #save} returned from
 * survives a crash of the process and of the machine.
 */
@Component
class IncidentStore {

	private static final Logger logger = LoggerFactory.getLogger(IncidentStore.class);

	private static final int STRIPES = 256;

	private final Workspace workspace;

	private final JsonMapper mapper;

	private final Path folder;

	private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

	private final Map<Path, Cached> cache = new ConcurrentHashMap<>();

	IncidentStore(Workspace workspace, JsonMapper mapper) {
		this.workspace = workspace;
		this.mapper = mapper;
		this.folder = workspace.state().resolve("incidents");
	}

	Optional<Incident> find(String namespace, String pod) {
		return read(file(namespace, pod));
	}

	/**
	 * Changes an incident, alone. What ends a worker's work on it is durable then.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param change the change
	 * @return the changed incident, empty when there is none
	 */
	Optional<Incident> update(String namespace, String pod, UnaryOperator<Incident> change) {
		return locked(namespace, pod, () -> find(namespace, pod).map((incident) -> {
			Incident changed = change.apply(incident);
			if (!changed.equals(incident)) {
				write(changed, !changed.isDue());
			}
			return changed;
		}));
	}

	<T> T locked(String namespace, String pod, Supplier<T> action) {
		ReentrantLock lock = this.locks.get(Math.floorMod((namespace + "/" + pod).hashCode(), STRIPES));
		lock.lock();
		try {
			return action.get();
		}
		finally {
			lock.unlock();
		}
	}

	void save(Incident incident) {
		write(incident, true);
	}

	// a power cut may bring back the former state of what a worker takes up again anyway
	private void write(Incident incident, boolean lasting) {
		Path file = file(incident.namespace(), incident.pod());
		Content content = (out) -> this.mapper.writeValue(out, incident);
		try {
			if (lasting) {
				this.workspace.write(file, content);
			}
			else {
				this.workspace.writeOne(file, content);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + file, ex);
		}
	}

	List<Incident> all() {
		return list(this.folder).stream()
			.flatMap((namespace) -> list(namespace).stream())
			.filter((file) -> file.toString().endsWith(".json"))
			.map(this::read)
			.flatMap(Optional::stream)
			.toList();
	}

	// names alone: a file that is just being written may be gone when it is looked at
	private static List<Path> list(Path folder) {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.toList();
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			return List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + folder, ex);
		}
	}

	/**
	 * Tells whether somebody waits for the end of a failure.
	 * @param failure the failure
	 * @return whether one of its incidents is open, and its alert not resolved
	 */
	boolean isAwaited(String failure) {
		return all().stream()
			.anyMatch((incident) -> incident.progress().state().isOpen() && incident.episode().endedAt() == null
					&& incident.isOf(failure));
	}

	private Optional<Incident> read(Path file) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			Version version = new Version(attributes.fileKey(), attributes.lastModifiedTime());
			Cached cached = this.cache.get(file);
			if (cached == null || !cached.version().equals(version)) {
				cached = new Cached(version, this.mapper.readValue(Files.readAllBytes(file), Incident.class));
				this.cache.put(file, cached);
			}
			return Optional.of(cached.incident());
		}
		catch (NoSuchFileException ex) {
			this.cache.remove(file);
			return Optional.empty();
		}
		catch (JacksonException ex) {
			logger.error("Passing over {}, which is not an incident; move it away", file, ex);
			return Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	private Path file(String namespace, String pod) {
		return this.folder.resolve(namespace).resolve(pod + ".json");
	}

	/**
	 * An incident as it was read.
	 *
	 * @param version the version of its file
	 * @param incident the incident
	 */
	private record Cached(Version version, Incident incident) {

	}

	/**
	 * A version of a file. Each write makes a new inode, so that two writes within one
	 * tick of the clock differ.
	 *
	 * @param inode the file's identity
	 * @param modified when it was written
	 */
	private record Version(Object inode, FileTime modified) {

	}

}
