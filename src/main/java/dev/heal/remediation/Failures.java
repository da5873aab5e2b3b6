package dev.heal.remediation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.coderun.CodeRunNames;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspace.Entry;

/**
 * Keeps what is known of failures in the state folder, which several Heals may share.
 */
@Component
class Failures {

	private static final Logger logger = LoggerFactory.getLogger(Failures.class);

	private static final String SUFFIX = ".json";

	private final Workspace workspace;

	private final JsonMapper mapper;

	private final RemediationProperties properties;

	private final Clock clock;

	private final List<Lock> locks = Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

	private final Map<String, Failure> known = new ConcurrentHashMap<>();

	private final Complaint complaint;

	private volatile Set<Entry> seen = Set.of();

	private volatile boolean loaded;

	Failures(Workspace workspace, JsonMapper mapper, RemediationProperties properties, Clock clock) {
		this.workspace = workspace;
		this.mapper = mapper;
		this.properties = properties;
		this.clock = clock;
		this.complaint = new Complaint("Passing over what is known of a failure", clock);
	}

	/**
	 * Finds what is known of a failure, as it is on the disk now.
	 * @param id the failure's fingerprint
	 * @return the failure, empty when nothing is known of it
	 */
	Optional<Failure> find(String id) {
		return alone(id, () -> {
			Optional<Failure> found = read(file(id));
			found.ifPresentOrElse((failure) -> this.known.put(id, failure), () -> this.known.remove(id));
			return found;
		});
	}

	void save(Failure failure) {
		alone(failure.id(), () -> {
			write(failure);
			return failure;
		});
	}

	/**
	 * Changes what is known of a failure, alone.
	 * @param id the failure's fingerprint
	 * @param change the change
	 */
	void update(String id, UnaryOperator<Failure> change) {
		alone(id, () -> {
			Optional<Failure> found = find(id);
			found.map(change).filter((changed) -> !found.get().equals(changed)).ifPresent(this::write);
			return found;
		});
	}

	/**
	 * Saves what was concluded from what was known, unless something else has become
	 * known meanwhile.
	 * @param before what was known, empty when nothing was
	 * @param failure what was concluded
	 * @return whether it was saved
	 */
	boolean replace(Optional<Failure> before, Failure failure) {
		return alone(failure.id(), () -> {
			boolean isCurrent = find(failure.id()).equals(before);
			if (isCurrent) {
				write(failure);
			}
			return isCurrent;
		});
	}

	private void write(Failure failure) {
		Path file = file(failure.id());
		try {
			this.workspace.write(file, this.mapper.writeValueAsString(failure));
			this.known.put(failure.id(), failure);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + file, ex);
		}
	}

	private <T> T alone(String id, Supplier<T> action) {
		Lock lock = this.locks.get(Math.floorMod(id.hashCode(), this.locks.size()));
		lock.lock();
		try {
			return action.get();
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * Returns all that was known at the last {@link #refresh}, and became known here
	 * since.
	 * @return the failures
	 */
	List<Failure> all() {
		if (!this.loaded) {
			refresh();
		}
		return List.copyOf(this.known.values());
	}

	/**
	 * Takes in what other processes have written, and deletes what ended longer ago than
	 * attempts count.
	 */
	void refresh() {
		try {
			List<Entry> entries = this.workspace.list(folder())
				.stream()
				.filter((entry) -> entry.path().toString().endsWith(SUFFIX))
				.toList();
			Set<String> ids = entries.stream().map((entry) -> id(entry.path())).collect(Collectors.toSet());
			Set<Entry> before = this.seen;
			this.seen = entries.stream()
				.filter((entry) -> before.contains(entry) || isRead(entry))
				.collect(Collectors.toSet());
			this.known.keySet().stream().filter((id) -> !ids.contains(CodeRunNames.label(id))).forEach(this::find);
			this.loaded = true;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + folder(), ex);
		}
		forget();
	}

	private boolean isRead(Entry entry) {
		try {
			find(id(entry.path()));
			return true;
		}
		catch (UncheckedIOException ex) {
			this.complaint.say(ex.getMessage() + ": " + ex.getCause());
			return false;
		}
	}

	private void forget() {
		Instant then = this.clock.instant().minus(this.properties.forgetAfter());
		this.known.values()
			.stream()
			.filter((failure) -> !failure.open() && failure.since().isBefore(then))
			.forEach((failure) -> forget(failure.id(), then));
	}

	private void forget(String id, Instant then) {
		alone(id, () -> {
			Optional<Failure> old = find(id).filter((failure) -> !failure.open() && failure.since().isBefore(then));
			old.ifPresent((_) -> {
				this.workspace.delete(file(id));
				this.known.remove(id);
			});
			return old;
		});
	}

	private Optional<Failure> read(Path file) {
		try {
			return this.workspace.read(file).map((json) -> this.mapper.readValue(json, Failure.class));
		}
		catch (JacksonException ex) {
			logger.error("Ignoring {}, which cannot be read; the CodeRuns in the cluster tell as much", file, ex);
			return Optional.empty();
		}
	}

	private static String id(Path file) {
		String name = String.valueOf(file.getFileName());
		return name.substring(0, name.length() - SUFFIX.length());
	}

	private Path folder() {
		return this.workspace.state().resolve("remediations");
	}

	private Path file(String id) {
		return folder().resolve(CodeRunNames.label(id) + SUFFIX);
	}

}
