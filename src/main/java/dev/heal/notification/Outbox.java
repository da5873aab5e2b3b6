package dev.heal.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Workspace;

/**
 * What one receiver was told, and is still to be told, in a file of the state folder.
 * What was told once is not told again for a day, unless it was resolved in between.
 */
final class Outbox {

	private static final Logger logger = LoggerFactory.getLogger(Outbox.class);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration MEMORY = Duration.ofDays(1);

	private static final int WAITING = 1000;

	private static final int KNOWN = 10_000;

	private final Workspace workspace;

	private final Path file;

	private final Map<String, Instant> known = new LinkedHashMap<>();

	private final List<Notice> waiting = new ArrayList<>();

	Outbox(Workspace workspace, String receiver) {
		this.workspace = workspace;
		this.file = workspace.state().resolve("notifications").resolve(receiver + ".json");
	}

	synchronized void load() {
		this.known.clear();
		this.waiting.clear();
		try {
			this.workspace.read(this.file).map((json) -> JSON.readValue(json, Kept.class)).ifPresent((kept) -> {
				this.known.putAll(kept.known());
				this.waiting.addAll(kept.waiting());
			});
		}
		catch (JacksonException ex) {
			logger.warn("{} cannot be read and counts as missing: {}", this.file, ex.getMessage());
		}
	}

	/**
	 * Adds a notice that was not told yet.
	 * @param notice the notice
	 * @param now the time
	 * @return how many others had to go, since too many wait
	 */
	synchronized int add(Notice notice, Instant now) {
		Instant forgotten = now.minus(MEMORY);
		this.known.values().removeIf((time) -> time.isBefore(forgotten));
		if (this.known.containsKey(notice.key())) {
			return 0;
		}
		String what = notice.key().substring(0, notice.key().lastIndexOf(notice.event().text()));
		if (notice.event() == NoticeEvent.RESOLVED) {
			this.known.keySet().removeIf((key) -> key.startsWith(what));
		}
		else {
			this.known.remove(what + NoticeEvent.RESOLVED.text());
		}
		this.known.put(notice.key(), now);
		while (this.known.size() > KNOWN) {
			this.known.remove(this.known.keySet().iterator().next());
		}
		this.waiting.add(notice);
		int lost = Math.max(0, this.waiting.size() - WAITING);
		this.waiting.subList(0, lost).clear();
		save();
		return lost;
	}

	synchronized Optional<Notice> next() {
		return this.waiting.stream().findFirst();
	}

	/**
	 * Takes out what was told, or is given up.
	 * @param notice the notice
	 */
	synchronized void done(Notice notice) {
		this.waiting.remove(notice);
		save();
	}

	synchronized int size() {
		return this.waiting.size();
	}

	private void save() {
		try {
			Kept kept = new Kept(this.known, this.waiting);
			this.workspace.write(this.file, (out) -> JSON.writeValue(out, kept));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + this.file, ex);
		}
	}

	/**
	 * What is kept.
	 *
	 * @param known the keys of what was told or waits, and since when
	 * @param waiting what is still to be told
	 */
	record Kept(Map<String, Instant> known, List<Notice> waiting) {

	}

}
