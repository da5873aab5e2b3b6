package dev.heal.analysis.log.line;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.words.Markers;

/**
 * Reads a log once, in constant memory, and keeps the passages in which a failure may
 * show and the last lines.
 */
public final class LogScanner {

	static final int LINE_LIMIT = 64 * 1024;

	private static final int CONTEXT = 25;

	private static final int LAST_LINES = 120;

	private static final int RING_BYTES = 512 * 1024;

	private static final int PASSAGES = 24;

	private static final int LATEST = 6;

	private final byte[] buffer = new byte[256 * 1024];

	private final byte[] line = new byte[LINE_LIMIT];

	private int length;

	private long number;

	private final Deque<RawLine> recent = new ArrayDeque<>();

	private int recentBytes;

	private final List<Passage> passages = new ArrayList<>();

	private @Nullable Passage open;

	public LogScanner(long firstLine) {
		this.number = firstLine;
	}

	/**
	 * Reads to the end.
	 * @param in the log
	 * @return what is worth reading closely
	 * @throws IOException if it cannot be read
	 */
	public Scan scan(InputStream in) throws IOException {
		int count;
		while ((count = in.read(this.buffer)) > 0) {
			split(count);
		}
		if (this.length > 0) {
			endOfLine(this.line, 0, this.length);
		}
		close();
		if (!this.recent.isEmpty()) {
			this.passages.add(new Passage(List.copyOf(this.recent)));
		}
		this.passages.sort(Comparator.comparingLong((passage) -> passage.lines().getFirst().number()));
		return new Scan(List.copyOf(this.passages), this.number - 1);
	}

	private void split(int count) {
		int from = 0;
		for (int i = 0; i < count; i++) {
			if (this.buffer[i] == '\n') {
				if (this.length == 0) {
					endOfLine(this.buffer, from, Math.min(i, from + LINE_LIMIT));
				}
				else {
					append(from, i);
					endOfLine(this.line, 0, this.length);
				}
				this.length = 0;
				from = i + 1;
			}
		}
		append(from, count);
	}

	private void append(int from, int to) {
		int part = Math.min(to - from, LINE_LIMIT - this.length);
		System.arraycopy(this.buffer, from, this.line, this.length, part);
		this.length += part;
	}

	private void endOfLine(byte[] bytes, int from, int to) {
		int weight = Markers.weight(bytes, from, to);
		if (from == to && this.open == null && !this.recent.isEmpty() && this.recent.getLast().bytes().length == 0) {
			this.number++;
			return;
		}
		RawLine raw = new RawLine(this.number++, Arrays.copyOfRange(bytes, from, to));
		if (this.open != null && weight >= Markers.CRASH && this.open.isLong()) {
			close();
		}
		if (this.open == null && weight >= Markers.HINT) {
			this.open = new Passage(context());
		}
		if (this.open == null) {
			remember(raw);
			return;
		}
		this.open.add(raw, weight);
		if (this.open.isOver()) {
			close();
		}
	}

	private List<RawLine> context() {
		List<RawLine> lines = new ArrayList<>(this.recent);
		this.recent.clear();
		this.recentBytes = 0;
		return lines.subList(Math.max(0, lines.size() - CONTEXT), lines.size());
	}

	private void remember(RawLine raw) {
		this.recent.add(raw);
		this.recentBytes += raw.bytes().length;
		while (this.recent.size() > LAST_LINES || this.recentBytes > RING_BYTES) {
			this.recentBytes -= this.recent.remove().bytes().length;
		}
	}

	private void close() {
		if (this.open == null) {
			return;
		}
		this.passages.add(this.open);
		this.open = null;
		if (this.passages.size() > PASSAGES) {
			this.passages.remove(this.passages.stream()
				.limit(PASSAGES - LATEST)
				.min(Comparator.comparingInt(Passage::weight))
				.orElseThrow());
		}
	}

	/**
	 * What is worth reading closely.
	 *
	 * @param passages the passages, in order
	 * @param lastLine the number of the log's last line
	 */
	public record Scan(List<Passage> passages, long lastLine) {

		private static final int LONGEST = 1500;

		/**
		 * Joins passages that follow each other without a gap.
		 * @return the lines, stretch by stretch
		 */
		public List<List<RawLine>> stretches() {
			List<List<RawLine>> stretches = new ArrayList<>();
			for (Passage passage : this.passages) {
				List<RawLine> lines = passage.lines();
				List<RawLine> before = stretches.isEmpty() ? List.of() : stretches.getLast();
				if (!before.isEmpty() && before.size() < LONGEST
						&& before.getLast().number() + 1 == lines.getFirst().number()) {
					before.addAll(lines);
				}
				else {
					stretches.add(new ArrayList<>(lines));
				}
			}
			return stretches;
		}

	}

}
