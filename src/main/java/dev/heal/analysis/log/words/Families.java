package dev.heal.analysis.log.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Cause;

/**
 * Recognises messages by the tables in the folder {@code families}. The first family that
 * matches decides, so the special stands before the general.
 * <p>
 * A family is a line <code>[cause subtype confidence]</code>, then one pattern a line:
 * words that must occur in this order, {@code *} between them, without regard to case;
 * {@code /.../} is an RE2 expression with regard to case, behind words without which it
 * is not worth trying. A family marked {@code plain} does not judge exceptions that come
 * with a stack trace: there, what a program says of its data is about the program.
 */
public final class Families {

	private static final int REACH = 1200;

	private static final int GAP = 120;

	private static final List<String> FILES = List.of("special", "host", "dependencies", "image", "settings", "code");

	private static final List<Rule> RULES = read();

	private Families() {
	}

	/**
	 * Returns the family of a message that stands alone.
	 * @param message the message
	 * @return the first family that matches
	 */
	public static Optional<Family> ofMessage(String message) {
		return find(message, RULES.stream());
	}

	/**
	 * Returns the family of an exception.
	 * @param statement its type and message
	 * @return the first family that matches
	 */
	public static Optional<Family> ofException(String statement) {
		return find(statement, RULES.stream().filter((rule) -> !rule.plain()));
	}

	private static Optional<Family> find(String message, Stream<Rule> rules) {
		String text = (message.length() > REACH) ? message.substring(0, REACH) : message;
		Message subject = new Message(text, text.toLowerCase(Locale.ROOT).replace("can not ", "cannot "));
		return rules.filter((rule) -> rule.pattern().test(subject)).map(Rule::family).findFirst();
	}

	private static List<Rule> read() {
		return FILES.stream()
			.flatMap((file) -> read(RuleFile.lines(Families.class, "families/" + file + ".txt")).stream())
			.toList();
	}

	private static List<Rule> read(List<String> lines) {
		List<Rule> rules = new ArrayList<>();
		Family family = new Family(Cause.UNKNOWN, "", 0);
		boolean plain = false;
		for (String line : lines) {
			if (line.startsWith("[")) {
				family = family(line.substring(1, line.length() - 1).split(" "));
				plain = line.endsWith(" plain]");
			}
			else {
				rules.add(new Rule(family, plain, pattern(line)));
			}
		}
		return List.copyOf(rules);
	}

	private static Family family(String[] parts) {
		Cause cause = Arrays.stream(Cause.values())
			.filter((value) -> value.id().equals(parts[0]))
			.findFirst()
			.orElseThrow();
		return new Family(cause, parts[1], Double.parseDouble(parts[2]));
	}

	private static Predicate<Message> pattern(String line) {
		int slash = (" " + line).indexOf(" /");
		if (slash >= 0 && slash < line.length() - 1 && line.endsWith("/")) {
			String hint = line.substring(0, slash).strip();
			Pattern expression = Pattern.compile(line.substring(slash + 1, line.length() - 1));
			return (message) -> message.lowerCase().contains(hint) && expression.matcher(message.text()).find();
		}
		String[] words = line.toLowerCase(Locale.ROOT).split(" ?\\* ?");
		return (message) -> inOrder(message.lowerCase(), words);
	}

	/**
	 * Whether words occur in a text one after the other, not far apart.
	 * @param text the text, in lower case
	 * @param words the words
	 * @return whether they do
	 */
	static boolean inOrder(String text, String[] words) {
		for (int start = text.indexOf(words[0]); start >= 0
				&& !words[0].isEmpty(); start = text.indexOf(words[0], start + 1)) {
			int end = start + words[0].length();
			for (int next = 1; next < words.length && end >= 0; next++) {
				int to = Math.min(text.length(), end + GAP + words[next].length());
				int at = text.indexOf(words[next], end, to);
				end = (at >= 0) ? at + words[next].length() : -1;
			}
			if (end >= 0) {
				return true;
			}
		}
		return false;
	}

	private record Rule(Family family, boolean plain, Predicate<Message> pattern) {

	}

	private record Message(String text, String lowerCase) {

	}

}
