package dev.heal.incident;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Journal;
import dev.heal.workspace.Workspace;

/**
 * What incidents have come to that their own files do not tell yet: a storm of alerts,
 * and each step of an incident, are durable by a few writes to one file.
 */
final class IncidentJournal {

	private static final Logger logger = LoggerFactory.getLogger(IncidentJournal.class);

	private final Workspace workspace;

	private final JsonMapper mapper;

	private final Path folder;

	private final Map<Path, Incident> unwritten = new ConcurrentHashMap<>();

	private volatile @Nullable Journal journal;

	private final AtomicLong last = new AtomicLong();

	IncidentJournal(Workspace workspace, JsonMapper mapper, Path folder) {
		this.workspace = workspace;
		this.mapper = mapper;
		this.folder = folder;
	}

	boolean isOpen() {
		return this.journal != null;
	}

	/**
	 * Takes in what a former process left.
	 * @throws IOException if it cannot be read
	 */
	void open() throws IOException {
		Journal opened = this.workspace.journal(this.workspace.state().resolve("incidents.journal"),
				() -> this.unwritten.entrySet().stream().map((entry) -> change(entry.getKey(), entry.getValue())));
		opened.open(this::replay);
		this.last.set(0);
		this.journal = opened;
	}

	private boolean replay(byte[] json) {
		try {
			Change change = this.mapper.readValue(json, Change.class);
			set(this.folder.resolve(change.file()), change.incident());
			return true;
		}
		catch (JacksonException ex) {
			logger.error("Passing over a record of the journal that is no incident", ex);
			return false;
		}
	}

	private void set(Path file, @Nullable Incident incident) {
		if (incident != null) {
			this.unwritten.put(file, incident);
		}
		else {
			this.unwritten.remove(file);
		}
	}

	private byte[] change(Path file, @Nullable Incident incident) {
		return this.mapper.writeValueAsBytes(new Change(this.folder.relativize(file).toString(), incident));
	}

	Optional<Incident> find(Path file) {
		return Optional.ofNullable(this.unwritten.get(file));
	}

	Set<Path> files() {
		return Set.copyOf(this.unwritten.keySet());
	}

	int size() {
		return this.unwritten.size();
	}

	Map<Path, Incident> find(Predicate<Incident> wanted) {
		return this.unwritten.entrySet()
			.stream()
			.filter((entry) -> wanted.test(entry.getValue()))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * Notes what an incident has come to.
	 * @param file the incident's file
	 * @param incident the incident, null when its file tells, or it is no more
	 * @throws IOException if it could not be noted; the former state then stands
	 */
	void put(Path file, @Nullable Incident incident) throws IOException {
		Journal opened = this.journal;
		Incident before = this.unwritten.get(file);
		if (opened == null || (incident == null && before == null)) {
			return;
		}
		set(file, incident);
		try {
			this.last.accumulateAndGet(opened.add(change(file, incident)), Math::max);
		}
		catch (IOException ex) {
			set(file, before);
			throw ex;
		}
	}

	/**
	 * Waits until all that was noted survives a power cut.
	 * @throws IOException if it does not
	 */
	void sync() throws IOException {
		Journal opened = this.journal;
		if (opened != null) {
			opened.await(this.last.get());
		}
	}

	void close() {
		Journal opened = this.journal;
		this.journal = null;
		if (opened != null) {
			opened.close();
		}
		this.unwritten.clear();
	}

	/**
	 * A record.
	 *
	 * @param file the incident's file, below the folder of all
	 * @param incident what it has come to, null when its file tells
	 */
	record Change(String file, @Nullable Incident incident) {

	}

}
