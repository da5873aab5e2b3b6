package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.PlaceInText;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Families;
import dev.heal.analysis.log.words.Handled;

/**
 * Finds lines that stand out though no word in them says that something failed: the few
 * that no logging library wrote among many that one did, or the last ones of a log when
 * they say something known or name a place.
 */
final class OddLines {

	private static final Pattern LAST_WORDS = Pattern.compile("^([a-z][\\w./-]*: )\\S");

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

	/**
	 * Whether it is the name of a program and its last words, among records of a logging
	 * library.
	 * @param lines the passage
	 * @param at the index of the line
	 * @return whether it is
	 */
	private static boolean isLastWord(List<LogLine> lines, int at) {
		Matcher words = LAST_WORDS.matcher(lines.get(at).body());
		if (at < lines.size() - 1 || !words.find()) {
			return false;
		}
		List<LogLine> before = lines.subList(0, at);
		return before.stream().filter(LogLine::isChatter).count() * 2 > before.size()
				&& before.stream().noneMatch((line) -> line.body().startsWith(words.group(1)));
	}

	private static List<Integer> telling(List<LogLine> lines, long lastLine) {
		List<Integer> telling = new ArrayList<>();
		for (int i = Math.max(0, lines.size() - LAST); i < lines.size(); i++) {
			LogLine line = lines.get(i);
			if (line.number() > lastLine - LAST && isRaw(line) && !line.isIndented() && !Handled.isHandled(line.body())
					&& (Families.ofMessage(line.body()).isPresent() || PlaceInText.of(line).isPresent()
							|| (line.number() == lastLine && CloseReading.saysFailed(line)) || isLastWord(lines, i))) {
				telling.add(i);
			}
		}
		return telling;
	}

	private static boolean isRaw(LogLine line) {
		return !line.isBlank() && !line.record() && !line.inner() && line.severity() == Severity.NONE;
	}

}
