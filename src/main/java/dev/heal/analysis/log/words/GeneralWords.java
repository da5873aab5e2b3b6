package dev.heal.analysis.log.words;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.re2j.Pattern;

/**
 * Tells a line that only says that something failed from one that says what: the words of
 * the former are those of any program.
 */
public final class GeneralWords {

	private static final Set<String> WORDS = RuleFile.lines(GeneralWords.class, "general-words.txt")
		.stream()
		.flatMap((line) -> Arrays.stream(line.split(" ")))
		.collect(Collectors.toUnmodifiableSet());

	private static final Pattern BRACKETS = Pattern.compile("\\([^()]*\\)");

	private static final Pattern SEPARATORS = Pattern
		.compile("[\\s,;:!?*|=\"'`“”‘’<>\\[\\]{}]+|\\.+(?:\\s|$)|-{2,}|\\.{2,}|/{2,}");

	private static final Pattern CONFIGURATION = Pattern
		.compile("(?:.*[/.])?[\\w-]*\\.(?:conf|cfg|ini|ya?ml|toml|json|xml|properties|cnf|rc)(?:[:.]\\d+)*");

	/**
	 * As in {@code AH00015}.
	 */
	private static final Pattern CODE = Pattern.compile("[a-z]{1,6}-?\\d{2,}");

	private static final Pattern SEE_HELP = Pattern
		.compile("^(?:for .{2,40}|try|see|use|run|type)\\b.*(?:--help|-h\\b|\\bhelp\\b|\\busage\\b)");

	private static final String NOT_FOUND = "not found";

	private static final int LONGEST = 160;

	private GeneralWords() {
	}

	/**
	 * Whether a message has no other words.
	 * @param message the message
	 * @return whether it does not say what is wrong
	 */
	public static boolean are(String message) {
		if (message.length() > LONGEST) {
			return false;
		}
		String said = message.toLowerCase(Locale.ROOT);
		if (said.contains(NOT_FOUND)) {
			return false;
		}
		String text = BRACKETS.matcher(said).replaceAll(" ");
		return SEE_HELP.matcher(said).find() || Arrays.stream(SEPARATORS.split(text)).allMatch(GeneralWords::isGeneral);
	}

	private static boolean isGeneral(String word) {
		return word.isEmpty() || WORDS.contains(word) || word.chars().noneMatch(Character::isLetter)
				|| CODE.matches(word) || CONFIGURATION.matches(word);
	}

}
