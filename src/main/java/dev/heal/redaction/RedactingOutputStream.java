package dev.heal.redaction;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A stream that takes secrets out of what is written to it. What may be the beginning of
 * a secret is held back until more comes, or the stream is closed.
 */
public class RedactingOutputStream extends FilterOutputStream {

	private static final int CAPACITY = 160 * 1024;

	private static final int LOOK_AHEAD = 20 * 1024;

	private static final int LOOK_BACK = 20 * 1024;

	private final @Nullable Filter filter;

	private final Map<String, Integer> counts = new TreeMap<>();

	private boolean closed;

	RedactingOutputStream(OutputStream target) {
		super(target);
		this.filter = null;
	}

	RedactingOutputStream(OutputStream target, Rules rules, byte[] key) {
		this(target, rules, key, CAPACITY);
	}

	RedactingOutputStream(OutputStream target, Rules rules, byte[] key, int expected) {
		super(target);
		this.filter = new Filter(rules, new Placeholders(key), new Window(Math.clamp(expected, 1, CAPACITY)));
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		if (this.filter == null) {
			this.out.write(bytes, offset, length);
		}
		else {
			this.filter.write(bytes, offset, length);
		}
	}

	@Override
	public void close() throws IOException {
		if (this.closed) {
			return;
		}
		this.closed = true;
		try (OutputStream target = this.out) {
			if (this.filter != null) {
				this.filter.finish();
			}
			target.flush();
		}
	}

	/**
	 * Returns what was taken out so far.
	 * @return the number of secrets, by the id of the rule
	 */
	public Map<String, Integer> counts() {
		return Map.copyOf(this.counts);
	}

	/**
	 * Fills a window, searches it when it is full, and hands on what is decided, so that
	 * the result does not depend on how the bytes come.
	 */
	private final class Filter {

		private final Rules rules;

		private final Placeholders placeholders;

		private final Window window;

		private final Findings findings = new Findings();

		private int searched;

		private int handedOn;

		Filter(Rules rules, Placeholders placeholders, Window window) {
			this.rules = rules;
			this.placeholders = placeholders;
			this.window = window;
		}

		void write(byte[] bytes, int offset, int length) throws IOException {
			int position = offset;
			int end = offset + length;
			while (position < end) {
				if (this.window.room() == 0) {
					slide();
				}
				int part = Math.min(this.window.room(), end - position);
				this.window.append(bytes, position, part);
				position += part;
			}
		}

		private void slide() throws IOException {
			search(this.window.end() - LOOK_AHEAD);
			int kept = this.window.end() - LOOK_AHEAD - LOOK_BACK;
			handOn(kept);
			this.window.dropBefore(kept);
			this.searched -= kept;
			this.handedOn -= kept;
			this.findings.moveBy(-kept);
		}

		private void search(int limit) {
			this.window.renew();
			this.searched = this.rules.search(this.window, this.searched, limit, this.findings);
		}

		void finish() throws IOException {
			search(this.window.end());
			handOn(this.window.end());
		}

		private void handOn(int limit) throws IOException {
			Finding finding = this.findings.takeBefore(limit);
			while (finding != null) {
				replace(finding);
				finding = this.findings.takeBefore(limit);
			}
			writeUpTo(limit);
		}

		private void replace(Finding finding) throws IOException {
			if (finding.end() <= this.handedOn) {
				return;
			}
			writeUpTo(finding.start());
			RedactingOutputStream.this.out.write(this.placeholders.of(this.window, finding));
			RedactingOutputStream.this.counts.merge(finding.id(), 1, Integer::sum);
			this.handedOn = finding.end();
		}

		private void writeUpTo(int limit) throws IOException {
			if (limit > this.handedOn) {
				RedactingOutputStream.this.out.write(this.window.bytes(), this.handedOn, limit - this.handedOn);
				this.handedOn = limit;
			}
		}

	}

}
