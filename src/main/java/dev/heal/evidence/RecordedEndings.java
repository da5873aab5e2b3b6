package dev.heal.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspace.Entry;

/**
 * The recorded ends of all containers, within their bounds: the oldest of a pod go when
 * it has too many, the oldest of all when they are too much or too old.
 */
@Component
public class RecordedEndings {

	private static final Logger logger = LoggerFactory.getLogger(RecordedEndings.class);

	/**
	 * Whoever still writes to a file does so more often than this, and no two clocks
	 * differ by so much.
	 */
	private static final Duration ABANDONED = Duration.ofDays(1);

	private static final String RECORD = ".json";

	private final Workspace workspace;

	private final EndingFiles files;

	private final RecorderProperties properties;

	private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(64).toList();

	private final ReentrantLock cleaning = new ReentrantLock();

	private final AtomicLong size = new AtomicLong();

	public RecordedEndings(Workspace workspace, RecorderProperties properties) {
		this.workspace = workspace;
		this.files = new EndingFiles(workspace);
		this.properties = properties;
	}

	EndingFiles files() {
		return this.files;
	}

	/**
	 * Tells whether an end is recorded already.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param end the end
	 * @return whether it is
	 */
	boolean knows(String namespace, String pod, RecordedEnd end) {
		return this.files.read(namespace, pod).stream().anyMatch((known) -> known.isOf(end.container(), end.id()));
	}

	/**
	 * Records an end, or what more is known of it.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param end the end
	 */
	void save(String namespace, String pod, RecordedEnd end) {
		change(namespace, pod, (ends) -> {
			List<RecordedEnd> all = new ArrayList<>(ends);
			all.removeIf((known) -> known.isOf(end.container(), end.id()));
			all.add(end);
			all.sort(Comparator.comparing(RecordedEnd::finishedAt));
			return bounded(all);
		});
	}

	private List<RecordedEnd> bounded(List<RecordedEnd> ends) {
		List<RecordedEnd> kept = ends;
		while (kept.size() > this.properties.endings()
				|| (kept.size() > 1 && bytes(kept) > this.properties.podSize().toBytes())) {
			kept = kept.subList(1, kept.size());
		}
		return kept;
	}

	private static long bytes(List<RecordedEnd> ends) {
		return ends.stream().mapToLong((end) -> end.log().bytes()).sum();
	}

	private void change(String namespace, String pod, UnaryOperator<List<RecordedEnd>> change) {
		ReentrantLock lock = this.locks.get(Math.floorMod((namespace + "/" + pod).hashCode(), this.locks.size()));
		lock.lock();
		try {
			List<RecordedEnd> before = this.files.read(namespace, pod);
			List<RecordedEnd> after = change.apply(before);
			this.files.write(namespace, pod, after);
			Set<String> kept = after.stream().map((end) -> path(end)).collect(Collectors.toSet());
			before.stream()
				.map(RecordedEndings::path)
				.filter((path) -> !path.isEmpty() && !kept.contains(path))
				.forEach((path) -> this.workspace.delete(Path.of(path)));
			this.size.addAndGet(bytes(after) - bytes(before));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not record how a container of %s/%s ended".formatted(namespace, pod),
					ex);
		}
		finally {
			lock.unlock();
		}
	}

	private static String path(RecordedEnd end) {
		return Objects.requireNonNullElse(end.log().path(), "");
	}

	boolean isTooMuch() {
		return this.size.get() > this.properties.size().toBytes();
	}

	/**
	 * Deletes what is too old, and the oldest when all is too much or the volume nearly
	 * full. Nine tenths are left then, so that the next end does not do so again.
	 * @param now the time
	 * @throws IOException if a folder cannot be read
	 */
	public void clean(Instant now) throws IOException {
		this.cleaning.lock();
		try {
			List<Kept> all = all();
			long total = all.stream().mapToLong((kept) -> kept.end().log().bytes()).sum();
			long most = (total > this.properties.size().toBytes()) ? this.properties.size().toBytes() / 10 * 9
					: Long.MAX_VALUE;
			Instant oldest = now.minus(this.properties.age());
			for (Kept kept : all) {
				if (kept.end().finishedAt().isBefore(oldest) || total > most || this.workspace.isShortOfSpace()) {
					total -= kept.end().log().bytes();
					forget(kept);
				}
			}
			deleteStrays(now);
			this.size.set(total);
		}
		finally {
			this.cleaning.unlock();
		}
	}

	private void forget(Kept kept) {
		change(kept.namespace(), kept.pod(),
				(ends) -> ends.stream().filter((end) -> !end.isOf(kept.end().container(), kept.end().id())).toList());
	}

	private List<Kept> all() throws IOException {
		List<Kept> all = new ArrayList<>();
		for (Entry namespace : folders(this.files.records())) {
			for (Entry record : this.workspace.list(namespace.path())) {
				String name = name(record.path());
				if (!record.isFolder() && name.endsWith(RECORD)) {
					String pod = name.substring(0, name.length() - RECORD.length());
					this.files.read(name(namespace.path()), pod)
						.forEach((end) -> all.add(new Kept(name(namespace.path()), pod, end)));
				}
			}
		}
		all.sort(Comparator.comparing((kept) -> kept.end().finishedAt()));
		return all;
	}

	// what no record names: of a process that was killed, or of somebody else
	private void deleteStrays(Instant now) throws IOException {
		for (Entry namespace : folders(this.files.logs())) {
			for (Entry pod : folders(namespace.path())) {
				Set<Path> known = this.files.read(name(namespace.path()), name(pod.path()))
					.stream()
					.map((end) -> this.files.log(name(namespace.path()), name(pod.path()), end))
					.collect(Collectors.toSet());
				this.workspace.list(pod.path())
					.stream()
					.filter((file) -> !file.isFolder() && !known.contains(file.path())
							&& file.modified().isBefore(now.minus(ABANDONED)))
					.forEach((file) -> this.workspace.delete(file.path()));
				deleteIfEmpty(pod.path());
			}
			deleteIfEmpty(namespace.path());
		}
	}

	private void deleteIfEmpty(Path folder) throws IOException {
		if (this.workspace.list(folder).isEmpty()) {
			try {
				this.workspace.delete(folder);
			}
			catch (UncheckedIOException ex) {
				logger.debug("{} is in use again", folder, ex);
			}
		}
	}

	private List<Entry> folders(Path path) throws IOException {
		return this.workspace.list(path).stream().filter(Entry::isFolder).toList();
	}

	private static String name(Path path) {
		return String.valueOf(path.getFileName());
	}

	/**
	 * An end, and whose it is.
	 */
	private record Kept(String namespace, String pod, RecordedEnd end) {

	}

}
