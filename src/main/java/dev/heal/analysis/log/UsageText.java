package dev.heal.analysis.log;

import java.util.BitSet;
import java.util.List;

import com.google.re2j.Pattern;

/**
 * Finds the help that a program prints after an error in its command line: what it says
 * of its options is no error.
 */
final class UsageText {

	private static final Pattern BEGINS = Pattern.compile("^(?i)(?:(?:usage|synopsis)\\b.{0,3}:?"
			+ "|(?:[a-z]+ )?(?:flags|options|arguments|commands|switches|parameters):?$)");

	private UsageText() {
	}

	/**
	 * Returns the lines of help, without the one that begins it.
	 * @param lines the passage
	 * @return their indexes
	 */
	static BitSet in(List<LogLine> lines) {
		BitSet help = new BitSet();
		boolean within = false;
		for (int i = 0; i < lines.size(); i++) {
			LogLine line = lines.get(i);
			if (begins(line)) {
				help.set(i, within);
				within = true;
			}
			else {
				within &= !line.record() && (line.isBlank() || line.isIndented() || line.stripped().endsWith(":"));
				help.set(i, within);
			}
		}
		return help;
	}

	/**
	 * Whether it only says how the program is to be called.
	 * @param line the line
	 * @return whether it does
	 */
	static boolean begins(LogLine line) {
		return !line.record() && BEGINS.matcher(line.body()).find();
	}

	/**
	 * Returns how much help stands at the end.
	 * @param lines the passage
	 * @return the number of lines
	 */
	static int atEnd(List<LogLine> lines) {
		return lines.size() - 1 - in(lines).previousClearBit(lines.size() - 1);
	}

}
