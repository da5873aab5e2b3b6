package dev.heal.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.evidence.BoundedLines;

/**
 * Numbered lines of a file.
 *
 * @param total the lines of the file
 * @param numbers the numbers of the lines
 * @param lines the lines, each with its number
 * @param next where to read on, null at the end
 */
record Lines(long total, List<Long> numbers, List<String> lines, @Nullable Long next) {

	/**
	 * Characters that are shown of a line; a single one fits into an answer.
	 */
	private static final int SHOWN = 400;

	private static final int HELD = 64 * 1024;

	private static final long SCANNED = 256L << 20;

	static long count(InputStream in) throws IOException {
		BoundedLines all = new BoundedLines(in, 0);
		String line = all.next();
		while (line != null) {
			line = all.next();
		}
		return all.number();
	}

	static Lines range(InputStream in, long total, long first, int most) throws IOException {
		BoundedLines all = new BoundedLines(in, SHOWN * 4);
		all.skip(first - 1);
		Collected found = new Collected(total);
		String line = all.next();
		while (line != null && found.numbers.size() < most) {
			found.add(all.number(), ':', line);
			line = all.next();
		}
		return found.lines((line != null) ? all.number() : null);
	}

	static Lines matching(InputStream in, long total, long first, int most, Pattern pattern, int around)
			throws IOException {
		BoundedLines all = new BoundedLines(in, HELD);
		all.skip(first - 1);
		Collected found = new Collected(total);
		Deque<String> before = new ArrayDeque<>();
		int after = 0;
		int matches = 0;
		String line = all.next();
		while (line != null && all.bytes() < SCANNED && (matches < most || after > 0)) {
			if (matches < most && pattern.matcher(line).find()) {
				long number = all.number() - before.size();
				for (String earlier : before) {
					found.add(number++, '-', earlier);
				}
				before.clear();
				found.add(all.number(), ':', line);
				matches++;
				after = around;
			}
			else if (after > 0) {
				found.add(all.number(), '-', line);
				after--;
			}
			else if (around > 0) {
				before.addLast(line);
				if (before.size() > around) {
					before.removeFirst();
				}
			}
			line = all.next();
		}
		return found.lines((line != null) ? all.number() : null);
	}

	Lines first(int most) {
		return (most >= this.numbers.size()) ? this : new Lines(this.total, this.numbers.subList(0, most),
				this.lines.subList(0, most), this.numbers.get(most));
	}

	@Nullable Long from() {
		return this.numbers.isEmpty() ? null : this.numbers.getFirst();
	}

	@Nullable Long to() {
		return this.numbers.isEmpty() ? null : this.numbers.getLast();
	}

	String text() {
		return String.join("\n", this.lines);
	}

	/**
	 * The lines so far.
	 */
	private static final class Collected {

		private final long total;

		private final List<Long> numbers = new ArrayList<>();

		private final List<String> lines = new ArrayList<>();

		Collected(long total) {
			this.total = total;
		}

		void add(long number, char mark, String line) {
			this.numbers.add(number);
			this.lines.add("%d%s %s".formatted(number, mark, Answers.cutText(line, SHOWN)));
		}

		Lines lines(@Nullable Long next) {
			return new Lines(this.total, this.numbers, this.lines, next);
		}

	}

}
