package dev.heal.analysis.log.words;

import java.util.List;
import java.util.Locale;

/**
 * Tells a line that says what went wrong from one that only says that it is over, by
 * {@code conclusions.txt}.
 */
public final class Conclusions {

	private static final String FILE = "conclusions.txt";

	private static final List<String[]> ANY = words(RuleFile.lines(Conclusions.class, FILE));

	private static final List<String[]> WHATEVER_LEVEL = words(
			RuleFile.lines(Conclusions.class, FILE).stream().filter((line) -> line.startsWith("! ")).toList());

	private static final List<String[]> PLAIN = words(
			RuleFile.lines(Conclusions.class, FILE).stream().filter((line) -> line.startsWith("~ ")).toList());

	private Conclusions() {
	}

	public static boolean isConclusion(String message) {
		return matches(ANY, message);
	}

	/**
	 * Whether it tells of the end even if it was logged as if it were nothing.
	 * @param message what the line says
	 * @return whether it does
	 */
	public static boolean isEnd(String message) {
		return matches(WHATEVER_LEVEL, message);
	}

	/**
	 * Whether it tells of an end as any orderly stop has it.
	 * @param message what the line says
	 * @return whether it does
	 */
	public static boolean isPlainEnd(String message) {
		return matches(PLAIN, message);
	}

	private static boolean matches(List<String[]> rules, String message) {
		String text = message.toLowerCase(Locale.ROOT);
		return rules.stream().anyMatch((words) -> Families.inOrder(text, words));
	}

	private static List<String[]> words(List<String> lines) {
		return lines.stream().map((line) -> line.replaceFirst("^[!~] ", "").split(" ?\\* ?")).toList();
	}

}
