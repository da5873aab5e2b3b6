package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds lines that stand out though no word in them says that something failed: the few
 * that no logging library wrote among many that one did, or the last ones of a log when
 * they say something known or name a place.
 */
final class OddLines {

	private static final int RECORDS = 5;

	private static final int BLOCKS = 3;

	private static final int LAST = 6;

	private OddLines() {
	}

	/**
	 * Returns the lines that stand out.
	 * @param lines the passage
	 * @param lastLine the number of the log's last line
	 * @return their indexes
	 */
	static List<Integer> in(List<LogLine> lines, long lastLine) {
		long records = lines.stream().filter(LogLine::isChatter).count();
		List<Integer> blocks = blocks(lines);
		return (records >= RECORDS && blocks.size() <= BLOCKS) ? blocks : telling(lines, lastLine);
	}

	private static List<Integer> blocks(List<LogLine> lines) {
		List<Integer> blocks = new ArrayList<>();
		boolean before = !lines.isEmpty() && lines.getFirst().number() == 1;
		for (int i = 0; i < lines.size() && blocks.size() <= BLOCKS; i++) {
			LogLine line = lines.get(i);
			if (before && isRaw(line)) {
				blocks.add(i);
			}
			before = line.record() || line.inner() || (before && line.isBlank());
		}
		return blocks;
	}

	private static List<Integer> telling(List<LogLine> lines, long lastLine) {
		List<Integer> telling = new ArrayList<>();
		for (int i = Math.max(0, lines.size() - LAST); i < lines.size(); i++) {
			LogLine line = lines.get(i);
			if (line.number() > lastLine - LAST && isRaw(line) && !line.isIndented() && !Handled.isHandled(line.body())
					&& (Families.ofMessage(line.body()).isPresent() || PlaceInText.of(line).isPresent()
							|| (line.number() == lastLine && CloseReading.saysFailed(line)))) {
				telling.add(i);
			}
		}
		return telling;
	}

	private static boolean isRaw(LogLine line) {
		return !line.isBlank() && !line.record() && !line.inner() && line.severity() == Severity.NONE;
	}

}
