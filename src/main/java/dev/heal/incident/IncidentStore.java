package dev.heal.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.incident.IncidentFiles.Stored;
import dev.heal.incident.IncidentFiles.Version;
import dev.heal.incident.IncidentIndex.Entry;
import dev.heal.leadership.Led;
import dev.heal.workspace.Workspace;

/**
 * The incidents, one file each in the state folder, and a journal before them while this
 * process leads. What {@link #save} returned from survives a crash of the process and of
 * the machine. What is asked of many of them at once is answered from an index, which is
 * made when it is needed first.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class IncidentStore implements Led {

	private static final Logger logger = LoggerFactory.getLogger(IncidentStore.class);

	private static final int STRIPES = 256;

	private static final ScopedValue<Boolean> TOGETHER = ScopedValue.newInstance();

	private final IncidentFiles files;

	private final IncidentIndex index = new IncidentIndex();

	private final IncidentIndexFile indexFile;

	private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

	private final ReentrantLock loading = new ReentrantLock();

	private volatile boolean loaded;

	private volatile long known;

	IncidentStore(Workspace workspace, JsonMapper mapper) {
		this.files = new IncidentFiles(workspace, mapper);
		this.indexFile = new IncidentIndexFile(workspace, mapper);
	}

	@Override
	public void start() {
		try {
			this.files.journal().open();
			this.files.journal()
				.find((_) -> true)
				.forEach((file, incident) -> this.index.put(file, Stored.unwritten(incident)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not open the journal of the incidents", ex);
		}
	}

	@Override
	public void stop() {
		this.files.journal().close();
	}

	@Override
	public boolean isRunning() {
		return this.files.journal().isOpen();
	}

	Optional<Incident> find(String namespace, String pod) {
		return find(this.files.file(namespace, pod));
	}

	private Optional<Incident> find(Path file) {
		try {
			return this.files.read(file).map(Stored::incident);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
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
		return locked(this.files.file(namespace, pod), action);
	}

	private <T> T locked(Path file, Supplier<T> action) {
		ReentrantLock lock = this.locks.get(Math.floorMod(file.hashCode(), STRIPES));
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
		Path file = this.files.file(incident.namespace(), incident.pod());
		locked(file, () -> {
			try {
				Stored stored = this.files.write(file, incident, lasting);
				this.index.put(file, stored);
				if (lasting && !TOGETHER.isBound()) {
					this.files.journal().sync();
				}
				return stored;
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Could not write " + file, ex);
			}
		});
	}

	/**
	 * Waits for the disk once, at the end of an action that saves much.
	 * @param <T> the type of what it returns
	 * @param action the action
	 * @return what it returns
	 */
	<T> T together(Supplier<T> action) {
		T result = ScopedValue.where(TOGETHER, true).call(action::get);
		try {
			this.files.journal().sync();
			return result;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write the incidents", ex);
		}
	}

	/**
	 * Writes the files of incidents that have come to rest.
	 */
	void settle() {
		this.files.journal().find((incident) -> !incident.isDue()).forEach(this::settle);
	}

	private void settle(Path file, Incident incident) {
		locked(file, () -> {
			try {
				this.files.settle(file, incident).ifPresent((stored) -> this.index.put(file, stored));
				return file;
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Could not write " + file, ex);
			}
		});
	}

	/**
	 * Returns how many incidents are only in the journal.
	 * @return their number
	 */
	int unsettled() {
		return this.files.journal().size();
	}

	void delete(String namespace, String pod) {
		Path file = this.files.file(namespace, pod);
		locked(file, () -> {
			try {
				this.files.delete(file);
				this.index.remove(file);
				return file;
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Could not delete " + file, ex);
			}
		});
	}

	List<Incident> all() {
		return find((_) -> true);
	}

	/**
	 * Finds incidents by what the index says of them.
	 * @param wanted which ones
	 * @return the incidents, in no order
	 */
	List<Incident> find(Predicate<Entry> wanted) {
		return read(list(wanted).stream());
	}

	List<Incident> ofFailure(String failure) {
		return read(index().ofFailure(failure).stream());
	}

	/**
	 * Reads incidents, and passes over those that are gone meanwhile or cannot be read.
	 * @param entries which ones
	 * @return the incidents
	 */
	List<Incident> read(Stream<Entry> entries) {
		return entries.flatMap((entry) -> readable(entry.file()).stream()).toList();
	}

	private Optional<Incident> readable(Path file) {
		try {
			return find(file);
		}
		catch (UncheckedIOException ex) {
			logger.warn("Passing over {}: {}", file, String.valueOf(ex.getCause()));
			return Optional.empty();
		}
	}

	List<Entry> list(Predicate<Entry> wanted) {
		return index().all().stream().filter(wanted).toList();
	}

	/**
	 * Returns a number that is another one when an incident has changed.
	 * @return the number of changes that this process knows of
	 */
	long changes() {
		return this.index.changes();
	}

	/**
	 * Tells whether somebody waits for the end of a failure.
	 * @param failure the failure
	 * @return whether one of its incidents is open, and its alert not resolved
	 */
	boolean isAwaited(String failure) {
		return index().ofFailure(failure).stream().anyMatch((entry) -> entry.state().isOpen() && entry.isFiring());
	}

	private IncidentIndex index() {
		if (!this.loaded) {
			refresh();
		}
		return this.index;
	}

	/**
	 * Takes in what other processes have written.
	 */
	void refresh() {
		this.loading.lock();
		try {
			if (!this.loaded) {
				this.indexFile.read()
					.forEach(
							(entry) -> this.index.refresh(entry.file(), (before) -> (before != null) ? before : entry));
			}
			this.files.list().forEach(this::refresh);
			this.index.all().stream().map(Entry::file).forEach(this::refresh);
			this.loaded = true;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read the incidents", ex);
		}
		finally {
			this.loading.unlock();
		}
	}

	/**
	 * Notes what is known of the incidents, for the next start.
	 */
	void remember() {
		refresh();
		long changes = this.index.changes();
		if (changes == this.known) {
			return;
		}
		try {
			this.indexFile.write(this.index.all());
			this.known = changes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write the index of the incidents", ex);
		}
	}

	private void refresh(Path file) {
		this.index.refresh(file, (before) -> {
			try {
				Version version = this.files.version(file);
				return (before != null && before.version().equals(version)) ? before
						: this.files.read(file).map((stored) -> Entry.of(file, stored)).orElse(null);
			}
			catch (NoSuchFileException ex) {
				return null;
			}
			catch (IOException ex) {
				logger.warn("Passing over {}: {}", file, ex.toString());
				return before;
			}
		});
	}

}
