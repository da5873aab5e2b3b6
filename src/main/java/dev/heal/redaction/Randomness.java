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

	private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private static final Pattern HEXADECIMAL = Pattern
		.compile("(?=[^0-9]*[0-9])(?=[^a-fA-F]*[a-fA-F])(?:[0-9a-f]{20,}|[0-9A-F]{20,})");

	private static final Pattern OPAQUE = Pattern.compile("[\\w+/=.:~!|*-]+");

	private static final Pattern FILE = Pattern
		.compile(".*[./][a-z]{1,5}|.*\\.[a-z]{2,12}[:/].*|[a-z0-9]+(?:[./:_-][a-z]+){2,}.*");

	private static final Pattern SIGN = Pattern.compile("[^A-Za-z0-9]+");

	private static final int SHORTEST_OPAQUE = 16;

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
		return UUID.matcher(text).matches() || isHexadecimal(text)
				|| (OPAQUE.matcher(text).matches() && !FILE.matcher(text).matches() && isRandom(text));
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
