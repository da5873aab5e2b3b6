package dev.heal.analysis.log.words;

import java.util.List;
import java.util.Locale;

/**
 * Tells from the words of an error whether the program dealt with it, by
 * {@code handled.txt}.
 */
public final class Handled {

	private static final List<String> DEALT_WITH = words("+ ");

	private static final List<String[]> AFTER_ALL = words("- ").stream().map((words) -> words.split(" \\* ")).toList();

	private static final List<String> NO_TRY = words("= ");

	private static final List<String[]> TIDYING = words("~ ").stream().map((words) -> words.split(" \\* ")).toList();

	private static final List<String> CONSEQUENCES = words("> ");

	private static final List<String> REQUEST = List.of("\"req\":", "\"reqId\":", "\"requestId\":", "\"request_id\":",
			"\"request\":");

	private Handled() {
	}

	public static boolean isHandled(String message) {
		String text = message.toLowerCase(Locale.ROOT);
		return DEALT_WITH.stream().anyMatch(text::contains) && NO_TRY.stream().noneMatch(text::contains)
				&& !isAfterAll(message);
	}

	/**
	 * Whether a record belongs to one request of many, the answer to which may well be an
	 * error.
	 * @param record the line
	 * @return whether it names the request
	 */
	public static boolean isOfRequest(String record) {
		return REQUEST.stream().anyMatch(record::contains);
	}

	/**
	 * Whether it tells that there will be no further attempt.
	 * @param message what the line says
	 * @return whether it does
	 */
	public static boolean isAfterAll(String message) {
		String text = message.toLowerCase(Locale.ROOT);
		return AFTER_ALL.stream().anyMatch((words) -> Families.inOrder(text, words));
	}

	/**
	 * Whether it tells of what a program does last, whatever it ends for.
	 * @param message what the line says
	 * @return whether it does
	 */
	public static boolean isTidying(String message) {
		String text = message.toLowerCase(Locale.ROOT);
		return TIDYING.stream().anyMatch((words) -> Families.inOrder(text, words));
	}

	/**
	 * Whether it tells of an error that another one brought about.
	 * @param message what the line says
	 * @return whether it does
	 */
	public static boolean isConsequence(String message) {
		String text = message.toLowerCase(Locale.ROOT);
		return CONSEQUENCES.stream().anyMatch(text::contains);
	}

	public static List<String> words(String sign) {
		return RuleFile.lines(Handled.class, "handled.txt", sign);
	}

}
