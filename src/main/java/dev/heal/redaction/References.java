package dev.heal.redaction;

import java.util.regex.Pattern;

/**
 * What stands behind the name of a secret and leads to it, or leads on: paths, URLs,
 * code, the next pair of a name and a value.
 */
final class References {

	private static final Pattern LOCATION = Pattern.compile(
			"[A-Za-z][A-Za-z0-9+.-]*:(?:\\\\?/){2}.*|\\$[A-Z_]+/.*|\\.{0,2}~?(?:\\\\?/[A-Za-z0-9_.@-]+)+\\\\?/?|[A-Z]:\\\\.*|[a-z][a-z0-9-]*(?:/[a-z][a-z0-9.-]*)+",
			Pattern.DOTALL);

	private static final Pattern CODE = Pattern.compile(
			"(?:[A-Za-z_]\\w*\\.)+[A-Za-z_$]\\w*(?:@[0-9a-f]+)?|[A-Za-z_][\\w.$]*[(\\[].*[)\\]].*|[A-Za-z][\\w.$]*@[0-9a-f]{4,8}",
			Pattern.DOTALL);

	/** Nobody calls anything so, where letters and digits change all the time. */
	private static final Pattern UNREADABLE = Pattern.compile("(?:[A-Za-z_.$]*+[0-9]++(?=[A-Za-z_.$])){8}");

	/** As Maven and registries write them. */
	private static final Pattern COORDINATES = Pattern
		.compile("[a-z][\\w.-]*(?::[\\w.-]+)*:v?\\d+(?:\\.\\d+)+[\\w.-]*");

	private static final Pattern NEXT_PAIR = Pattern.compile(
			"-{0,2}(?:[a-z]+(?:[A-Z][a-z]+)*|(?:[A-Z][a-z]+){1,4}|[a-z]+(?:[._-][a-z]+)+|[A-Z]{2,}(?:_[A-Z]+)*)[=:](?:[^=].*)?",
			Pattern.DOTALL);

	private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][\\w.$]*");

	private References() {
	}

	static boolean isOne(String text) {
		return (LOCATION.matcher(text).matches() || isCode(text) || COORDINATES.matcher(text).matches())
				&& !Randomness.isMixed(text);
	}

	private static boolean isCode(String text) {
		return CODE.matcher(text).matches() && !UNREADABLE.matcher(text).lookingAt();
	}

	static boolean isNextPair(String text) {
		return NEXT_PAIR.matcher(text).matches();
	}

	/**
	 * Tells whether a text is the beginning of a call or an element.
	 * @param text the text
	 * @param follower the byte behind it
	 * @return whether it is
	 */
	static boolean isCode(String text, int follower) {
		return (follower == '(' || follower == '[') && IDENTIFIER.matcher(text).matches();
	}

}
