package dev.heal.analysis.log.line;

import java.util.Set;

/**
 * Tells times and dates from other words, in the forms that logging libraries write.
 */
final class TimeWords {

	private static final Set<String> MONTHS = Set.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
			"Oct", "Nov", "Dec");

	private TimeWords() {
	}

	/**
	 * Whether a word is a time or a date, or begins with one.
	 * @param word the word
	 * @return whether it is
	 */
	static boolean isTime(String word) {
		if (word.length() < 5 || !Character.isDigit(word.charAt(0))) {
			return false;
		}
		if (isDateWithMonth(word)) {
			return true;
		}
		if (word.startsWith("1.") && word.endsWith("e+09")) {
			return true;
		}
		int digits = 0;
		boolean separated = false;
		for (int i = 0; i < word.length(); i++) {
			char character = word.charAt(i);
			if (Character.isDigit(character)) {
				digits++;
			}
			else if (character == ':' || character == '-' || character == '/') {
				separated |= i > 0 && i < word.length() - 1;
			}
			else if (" .,+TZUCGMs".indexOf(character) < 0) {
				return digits >= 6 && separated && character == '|';
			}
		}
		return (separated && digits >= 4) || (digits >= 9 && word.indexOf('.') > 0) || word.endsWith("s");
	}

	/**
	 * Whether it is a date as {@code 02/Jan/2026} or {@code 02-Jan-2026}, be there a time
	 * behind it or not.
	 * @param word the word
	 * @return whether it is
	 */
	private static boolean isDateWithMonth(String word) {
		return word.length() >= 11 && (word.charAt(2) == '/' || word.charAt(2) == '-')
				&& word.charAt(6) == word.charAt(2) && MONTHS.contains(word.substring(3, 6));
	}

	/**
	 * Whether a text goes on with the name of a month.
	 * @param text the text
	 * @param from the index where the name would begin
	 * @return whether it does, and a space stands behind it
	 */
	static boolean isMonthAt(String text, int from) {
		return text.length() >= from + 4 && isMonth(text.substring(from, from + 3)) && text.charAt(from + 3) == ' ';
	}

	static boolean isMonth(String word) {
		return MONTHS.contains(word);
	}

	static boolean isNumber(String word) {
		return !word.isEmpty() && word.chars().allMatch(Character::isDigit);
	}

}
