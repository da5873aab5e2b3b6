package dev.heal.analysis.log;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * Finds the help that a program prints after an error in its command line: what it says
 * of its options is no error.
 */
final class UsageText {

	private static final Pattern BEGINS = Pattern.compile("^(?i)(?:(?:usage|synopsis)\\b.{0,3}:?"
			+ "|(?:[a-z]+ )?(?:flags|options|arguments|commands|switches|parameters):?$)");

	private static final int BESIDE = 3;

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

	/**
	 * Looks for what was wrong with the call of a program: some say so below how it is to
	 * be called, others above.
	 * @param usage the line that begins the help
	 * @param ranked the candidates in order
	 * @return what was wrong, empty when nothing plain stands beside it
	 */
	static Optional<Candidate> wrongCall(Candidate usage, List<Candidate> ranked) {
		List<LogLine> lines = usage.lines();
		int next = in(lines).nextClearBit(usage.first() + 1);
		int before = usage.first() - 1;
		int at = (before > 0 && lines.get(before).isBlank()) ? before - 1 : before;
		return ranked.stream()
			.filter((candidate) -> candidate.first() >= next && candidate.first() <= next + BESIDE
					&& candidate.lines().equals(lines))
			.filter((candidate) -> candidate.severity().isError()
					|| candidate.family().filter((family) -> family.confidence() >= Weights.TELLING).isPresent())
			.findFirst()
			.map((below) -> below.withFamily(below.family().or(usage::family)))
			.or(() -> Optional.of(at)
				.filter((_) -> at >= 0 && isPlain(lines.get(at)))
				.map((_) -> CloseReading
					.read(new Candidate(lines, at, at, at, Severity.NONE, null, Optional.empty(), usage.score())))
				.map((above) -> above.withScore(usage.score()).withFamily(above.family().or(usage::family))));
	}

	private static boolean isPlain(LogLine line) {
		return (!line.record() || line.severity().isError()) && !line.inner() && !line.isBlank() && !line.isIndented();
	}

}
