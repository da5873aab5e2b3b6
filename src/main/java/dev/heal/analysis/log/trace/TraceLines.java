package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.function.Predicate;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * What the readers of traces ask of the lines around.
 */
final class TraceLines {

	private TraceLines() {
	}

	/**
	 * Returns the record that a trace was logged with: the line that states the error, or
	 * the one before it, when a logging library wrote it as a warning or worse.
	 * @param lines the passage
	 * @param head the index of the line that states the error
	 * @param floor the index of the first line that belongs to no earlier trace
	 * @return the index of the record, {@code head} when there is none
	 */
	static int record(List<LogLine> lines, int head, int floor) {
		if (lines.get(head).record() && !lines.get(head).inner()) {
			return head;
		}
		int above = head - 1;
		while (above >= floor && above > head - 3 && lines.get(above).isBlank()) {
			above--;
		}
		if (!lines.get(head).inner() && lines.get(head).isIndented()) {
			int under = above;
			while (under > floor && under > head - 4 && isContinuation(lines.get(under))) {
				under--;
			}
			if (under < above && under >= floor && !lines.get(under).isIndented() && isLogged(lines.get(under))) {
				return under;
			}
		}
		if (lines.get(head).inner()) {
			while (above > floor && lines.get(above).inner() && lines.get(above).number() == lines.get(head).number()) {
				above--;
			}
		}
		boolean logged = above >= floor && lines.get(above).record()
				&& (isLogged(lines.get(above)) || lines.get(above).number() == lines.get(head).number());
		return logged ? above : head;
	}

	private static boolean isContinuation(LogLine line) {
		return line.isIndented() && !line.record() && !line.inner();
	}

	private static boolean isLogged(LogLine line) {
		return line.severity().compareTo(Severity.WARN) >= 0;
	}

	static boolean anyMatch(List<LogLine> lines, int from, int to, Predicate<String> test) {
		return lines.subList(Math.max(0, from), Math.min(lines.size(), to))
			.stream()
			.anyMatch((line) -> test.test(line.stripped()));
	}

}
