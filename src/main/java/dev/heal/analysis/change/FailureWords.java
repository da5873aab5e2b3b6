package dev.heal.analysis.change;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.Cause;

/**
 * What a failure speaks of.
 *
 * @param text its words
 * @param cause its class of cause
 * @param subtype a finer class, empty when there is none
 * @param own names that any text about it holds, and that therefore tell nothing
 * @param logged whether a program has told it
 */
record FailureWords(String text, Cause cause, String subtype, Set<String> own, boolean logged) {

	private static final int SHORTEST = 4;

	/**
	 * Plain words and numbers stand in any text.
	 */
	private static final Pattern TELLING = Pattern
		.compile(".*[A-Za-z].*[^A-Za-z].*|.*[^A-Za-z].*[A-Za-z].*|[A-Z]+|.*[a-z][A-Z].*");

	private static final Pattern CREDENTIALS = Pattern.compile(
			"(?i)authenticat|passw(?:or)?d|credential|access denied|not authorized|unauthorized|log ?in|invalid (?:token|key|signature)|\\b401\\b");

	static FailureWords of(Analysis analysis, Stream<String> own) {
		String text = Stream
			.of(analysis.summary(), analysis.message(), analysis.errorLine(),
					(analysis.excerpt() != null) ? analysis.excerpt().text() : null,
					(analysis.remedy() != null) ? analysis.remedy().target() : null)
			.filter(Objects::nonNull)
			.collect(Collectors.joining("\n"));
		Set<String> names = Stream.concat(own, Stream.ofNullable(analysis.container())).collect(Collectors.toSet());
		return new FailureWords(text, analysis.cause(), Objects.requireNonNullElse(analysis.subtype(), ""), names,
				analysis.errorLine() != null);
	}

	/**
	 * Tells whether the failure is said to be about an object.
	 * @param kind its kind
	 * @param name its name
	 * @return whether it is
	 */
	boolean nameObject(String kind, String name) {
		String plain = this.text.replaceAll("[\"'`\u201C\u201D]|:(?= )", "").toLowerCase(Locale.ROOT);
		// "quota x" for ResourceQuota x, as people and controllers say
		return Stream.of(kind, kind.replaceFirst(".*(?=[A-Z])", ""))
			.anyMatch((word) -> holds(plain, (word + " " + name).toLowerCase(Locale.ROOT))) || name(name);
	}

	/**
	 * Tells whether the failure holds a word that tells something.
	 * @param word the word
	 * @return whether it does
	 */
	boolean name(String word) {
		boolean telling = word.length() >= SHORTEST && TELLING.matcher(word).matches();
		return telling && !this.own.contains(word) && holds(this.text, word);
	}

	/**
	 * Tells whether what failed is of the kind that a change may bring about, though the
	 * failure does not name it.
	 * @param change the change
	 * @return whether it may
	 */
	boolean mayComeOf(Change change) {
		String kind = change.object().substring(0, change.object().indexOf('/'));
		return switch (kind) {
			case "Secret" -> CREDENTIALS.matcher(this.text).find();
			case "NetworkPolicy", "Service" -> this.cause == Cause.EXTERNAL_DEPENDENCY;
			case "ResourceQuota" -> this.subtype.equals("quota");
			case "LimitRange" -> this.subtype.equals("limit-range") || this.cause == Cause.OOM;
			case "ConfigMap" -> this.cause == Cause.CONFIG && this.logged;
			case "Node" -> this.cause == Cause.INFRASTRUCTURE;
			default -> change.what().startsWith("roll-out") || change.what().startsWith("image ");
		};
	}

	private static boolean holds(String text, String word) {
		for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
			if (isEnd(text, at - 1) && isEnd(text, at + word.length())) {
				return true;
			}
		}
		return false;
	}

	private static boolean isEnd(String text, int index) {
		return index < 0 || index >= text.length()
				|| (!Character.isLetterOrDigit(text.charAt(index)) && "-_".indexOf(text.charAt(index)) < 0);
	}

}
