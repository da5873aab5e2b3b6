package dev.heal.redaction;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Tells random texts from words and names.
 */
final class Randomness {

	private static final Pattern PART_BORDER = Pattern.compile("[/.]");

	private static final Pattern MIXED = Pattern.compile("(?=.*[0-9])(?=.*[A-Z])(?=.*[a-z])[\\w+=-]+");

	private static final Pattern LETTERS = Pattern.compile("(?=.*[A-Za-z])\\w+");

	private static final Pattern HEX = Pattern.compile("(?=.*[0-9])(?=.*[a-f])[0-9a-f]{32,}");

	private static final Pattern CAMEL = Pattern.compile("[A-Z]?[a-z]{2,}(?:[A-Z]+[a-z]{2,}|[A-Z]+$|[0-9]{1,2})*");

	private static final Pattern UUID = Pattern.compile("(?i)(?=.*[0-9])[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}");

	/** As they are printed on packages. */
	private static final Pattern PRODUCT_KEY = Pattern
		.compile("(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){3,7}");

	private static final Pattern HEXADECIMAL = Pattern
		.compile("(?=[^0-9]*[0-9])(?=[^a-fA-F]*[a-fA-F])(?:[0-9a-f]{20,}|[0-9A-F]{20,}|[0-9a-fA-F]{32,})");

	private static final Pattern OPAQUE = Pattern.compile("[\\w+/=.:~!|*-]+");

	private static final Pattern FILE = Pattern
		.compile(".*[./][a-z]{1,5}|.*\\.[a-z]{2,12}[:/].*|[a-z0-9]+(?:[./:_-][a-z]+){2,}.*");

	private static final Pattern SIGN = Pattern.compile("[^A-Za-z0-9]+");

	private static final Pattern ALPHANUMERIC = Pattern.compile("[A-Za-z0-9]+");

	/** A word of a name, or the end of that of a pod. */
	private static final Pattern NAME = Pattern
		.compile("(?:.*[-._/])?[a-z]{5,}(?:[-._/].*)?|[a-z0-9]{8,10}-[a-z0-9]{5}|.*[./][a-z]{2,5}");

	/** Letters and digits in turns, no word among them. */
	private static final Pattern PATCHWORK = Pattern
		.compile("(?=(?:.*[0-9]){5})(?=(?:.*[A-Za-z]){5})(?!.*[A-Za-z]{5})[A-Za-z0-9]{20,}");

	private static final Pattern HEX_LETTERS = Pattern.compile("[a-f]{24,}|[A-F]{24,}");

	private static final Pattern ONE_CASE = Pattern.compile("[a-z0-9]+|[A-Z0-9]+");

	private static final Pattern SIX_CONSONANTS = Pattern.compile("(?i)[b-df-hj-np-tv-xz]{6}");

	private static final Pattern TWICE_FIVE_CONSONANTS = Pattern
		.compile("(?i)[b-df-hj-np-tv-xz]{5}.*[b-df-hj-np-tv-xz]{5}");

	private static final int SHORTEST_OPAQUE = 16;

	private static final Pattern KEY_BORDER = Pattern.compile("[.:]");

	/** What a vendor puts before all its keys. */
	private static final Pattern PREFIX = Pattern.compile("^[a-z]{1,8}[_-]");

	private static final int LONG_HEXADECIMAL = 32;

	private static final int SHORTEST_LETTERS = 20;

	private static final int FEWEST_CHARACTERS = 6;

	private static final int LONGEST_NAME = 40;

	private Randomness() {
	}

	/**
	 * Tells whether a text has letters and what no word has among them.
	 * @param text the text
	 * @return whether it has
	 */
	static boolean isLikely(String text) {
		boolean digit = text.chars().anyMatch(Character::isDigit);
		boolean letter = text.chars().anyMatch(Character::isLetter);
		boolean symbol = text.chars().anyMatch((value) -> "!@#$%^&*+=~?".indexOf(value) >= 0);
		return (digit && letter) || (symbol && letter) || isMixed(text);
	}

	/**
	 * Tells whether not even the name of a class looks like it.
	 * @param text the text
	 * @return whether it is
	 */
	static boolean isCertain(String text) {
		return (isMixed(text) && !CAMEL.matcher(text).matches()) || HEX.matcher(text).matches()
				|| (LETTERS.matcher(text).matches() && isRandom(text));
	}

	/**
	 * Tells whether a text is as random as what machines make for each other: a UUID,
	 * hexadecimal, or characters of all classes throughout.
	 * @param text the text
	 * @return whether it is
	 */
	static boolean isOpaque(String text) {
		return UUID.matcher(text).matches() || PRODUCT_KEY.matcher(text).matches() || isHexadecimal(text)
				|| (OPAQUE.matcher(text).matches() && !FILE.matcher(text).matches() && isRandom(text))
				|| isUnreadable(text) || holdsHexadecimal(text);
	}

	/**
	 * Tells whether a text of letters and digits is no word and no name in any language:
	 * nobody could say it.
	 * @param text the text
	 * @return whether it is
	 */
	static boolean isUnreadable(String text) {
		String key = PREFIX.matcher(text).replaceFirst("");
		if (key.length() < SHORTEST_LETTERS || !ALPHANUMERIC.matcher(key).matches() || isMonotonous(key)) {
			return false;
		}
		boolean mixed = 10 * changes(key) >= 3 * key.length() && !CAMEL.matcher(key).matches();
		return mixed || hasNoWord(key) || HEX_LETTERS.matcher(key).matches() || PATCHWORK.matcher(key).matches();
	}

	// Nobody can say six consonants in letters of one case, or twice five.
	private static boolean hasNoWord(String text) {
		boolean oneCase = ONE_CASE.matcher(text).matches();
		return (oneCase && SIX_CONSONANTS.matcher(text).find()) || TWICE_FIVE_CONSONANTS.matcher(text).find();
	}

	// As what is put where a key would be.
	private static boolean isMonotonous(String text) {
		return text.chars().distinct().count() < FEWEST_CHARACTERS;
	}

	/**
	 * Tells whether a text is one that machines read, where a key was announced.
	 * @param text the text
	 * @return whether it is
	 */
	static boolean isCode(String text) {
		long digits = text.chars().filter(Character::isDigit).count();
		long letters = text.chars().filter(Character::isLetter).count();
		boolean code = digits >= 16 || (digits >= 3 && letters >= 2);
		boolean name = (text.length() < LONGEST_NAME || digits < LONGEST_NAME / 5) && NAME.matcher(text).matches();
		return (code && !name && !isMonotonous(text)) || isUnreadable(text);
	}

	private static boolean holdsHexadecimal(String text) {
		return text.indexOf('/') < 0 && Arrays.stream(KEY_BORDER.split(text))
			.anyMatch((part) -> part.length() >= LONG_HEXADECIMAL && isHexadecimal(part));
	}

	static boolean isHexadecimal(String text) {
		return HEXADECIMAL.matcher(text).matches();
	}

	private static boolean isRandom(String text) {
		String plain = SIGN.matcher(text).replaceAll("");
		long digits = plain.chars().filter(Character::isDigit).count();
		int changes = changes(plain);
		return plain.length() >= SHORTEST_OPAQUE && (digits >= 2 || plain.length() >= 2 * SHORTEST_OPAQUE)
				&& digits < plain.length() && 10 * changes >= 3 * plain.length();
	}

	// Random base64 may look like a path, but holds all of digits, capitals and small
	// letters without a break.
	static boolean isMixed(String text) {
		return Arrays.stream(PART_BORDER.split(text))
			.anyMatch((part) -> isScrambled(part) || (part.length() >= 6 && MIXED.matcher(part).matches()));
	}

	// Words change from small letters to capitals or digits now and then, random texts
	// all the time.
	static boolean isScrambled(String part) {
		return part.length() >= 5 && LETTERS.matcher(part).matches() && 5 * changes(part) >= 2 * part.length();
	}

	private static int changes(String part) {
		int changes = 0;
		for (int i = 1; i < part.length(); i++) {
			changes += (Character.getType(part.charAt(i)) != Character.getType(part.charAt(i - 1))) ? 1 : 0;
		}
		return changes;
	}

}
