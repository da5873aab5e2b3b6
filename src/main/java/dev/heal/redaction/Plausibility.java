package dev.heal.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.heal.redaction.SecretNames.Kind;

/**
 * Tells a secret from what else stands behind the name of one: {@linkplain StandIns
 * stand-ins}, {@linkplain References references}, measures, prose.
 *
 * @param text the value, its beginning if it is long
 * @param style how it is written
 * @param quoted whether it stands in quotation marks
 * @param behindBlank whether a blank stands before it
 * @param follower the byte behind it, after blanks; -1 if the line ends
 */
record Plausibility(String text, ValueStyle style, boolean quoted, boolean behindBlank, int follower) {

	private static final int ENOUGH = 256;

	private static final int SHORT_KEY = 20;

	private static final Pattern LONG_KEY = Pattern.compile("[A-Za-z0-9+/_-]{32,}=*");

	private static final Set<String> PROSE = Set.of("cannot", "must", "is", "was", "are", "not", "has", "should",
			"invalid", "required", "expected", "missing", "empty", "incorrect", "failed", "denied", "expired",
			"mismatch", "error", "received", "undefined", "found", "does", "will", "may", "for", "the", "been");

	private static final Pattern MEASURE = Pattern.compile(
			"-?[0-9]+(?:[.,][0-9]+)*(?:ms|us|ns|s|m|h|d|%|[kKMG]i?B?)?|\\d{4}-\\d\\d-\\d\\d.*|v?\\d+(?:\\.\\d+)+[\\w.@:+-]{0,40}");

	/** Too long to count or to measure anything. */
	private static final Pattern LONG_NUMBER = Pattern.compile("(?!(.)\\1+$)[0-9]{24,}");

	private static final Pattern CLASS_NAME = Pattern.compile("(?:[A-Z][a-z]+){2,}");

	private static final Pattern UUID = Pattern.compile("(?i)(?=.*[0-9])[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}");

	private static final Pattern PASSPHRASE = Pattern.compile("[a-z]+(?:-[a-z]+){2,}-[0-9]{2,}");

	/** What is no path of names, as a value that is only a password. */
	private static final Pattern WORDS_AND_YEAR = Pattern.compile("[A-Za-z]+\\.[A-Za-z]+[0-9]{2,4}");

	/** As rules for passwords want them. */
	private static final Pattern STRONG = Pattern
		.compile("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[!#$%^&*])[A-Za-z0-9!#$%^&*@_.-]{8,64}");

	private static final Pattern LETTERS_IN_TURNS = Pattern
		.compile("(?:.*-)?(?=[a-z0-9]{12})[0-9]*+(?:[a-z]++[0-9]++){3}.*");

	private static final Pattern WORD_BORDER = Pattern.compile("[\\s,:;.]+");

	private static final Pattern BOOTSTRAP = Pattern.compile("(?=.*[0-9])[a-z0-9]{6}\\.[a-z0-9]{16}");

	private static final Pattern KEBAB = Pattern.compile("[a-z]{2,}[a-z0-9]*(?:[-./][a-z0-9]+)+");

	static Plausibility of(Window window, NamedValue value) {
		int end = Math.min(value.end(), value.start() + ENOUGH);
		int next = window.at(value.end());
		if (next == ' ' || next == '\t') {
			int later = window.at(window.skipBlanks(value.end()));
			next = (later == '(' || later == '[') ? ' ' : later;
		}
		if (next == '[' && window.at(value.end() + 1) == '\\') {
			next = -1; // as loggers of what goes over the wire end a line
		}
		boolean behindBlank = window.skipBlanks(value.start() - 1) == value.start();
		return new Plausibility(window.text(value.start(), end), value.style(), value.quoted(), behindBlank,
				(next < ' ') ? -1 : next);
	}

	/**
	 * Judges a value whose borders are certain.
	 * @param text the value
	 * @return a judgement
	 */
	static Plausibility of(String text) {
		return new Plausibility(text, ValueStyle.FIELD, true, false, -1);
	}

	boolean isSecret(Kind kind) {
		if (this.text.length() == 23 && BOOTSTRAP.matcher(this.text).matches()) {
			return true;
		}
		if (StandIns.isOne(this.text) || (!isAssigned() && !looksRandom(6) && !LONG_NUMBER.matcher(this.text).matches())
				|| (isReference() && !isVerbatimPassword(kind))) {
			return false;
		}
		if (this.style == ValueStyle.SQL && !this.quoted) {
			return isCertain(kind);
		}
		if (LONG_NUMBER.matcher(this.text).matches()) {
			return kind != Kind.LABEL && kind != Kind.LONE_KEY;
		}
		if (MEASURE.matcher(this.text).matches()) {
			return isAssigned() && isNumberOf(kind);
		}
		return switch (kind) {
			case PASSWORD -> isAssigned() ? !isPhrase() : looksRandom(6);
			case TOKEN -> isAssigned() ? !isPhrase() && longEnough() : looksRandom(6);
			case TERM -> !isPhrase() && looksLikeTerm();
			case LABEL -> this.style != ValueStyle.SQL && looksRandom(8);
			case OPAQUE -> Randomness.isOpaque(this.text) && !isPhrase();
			case LONE_KEY -> Randomness.isOpaque(this.text) && (this.style == ValueStyle.QUERY || isLongKey());
		};
	}

	private boolean isCertain(Kind kind) {
		return switch (kind) {
			case LONE_KEY -> false;
			case OPAQUE -> Randomness.isCertain(this.text) && !Randomness.isHexadecimal(this.text);
			case PASSWORD -> Randomness.isCertain(this.text) || STRONG.matcher(this.text).matches();
			case TOKEN, TERM, LABEL -> Randomness.isCertain(this.text);
		};
	}

	private boolean isVerbatimPassword(Kind kind) {
		return kind == Kind.PASSWORD && (this.quoted || this.style == ValueStyle.MARKUP)
				&& WORDS_AND_YEAR.matcher(this.text).matches();
	}

	private boolean isLongKey() {
		return (this.style == ValueStyle.ARGUMENT) ? this.text.length() >= SHORT_KEY
				: LONG_KEY.matcher(this.text).matches() && !Randomness.isHexadecimal(this.text)
						&& !KEBAB.matcher(this.text).matches();
	}

	private boolean isNumberOf(Kind kind) {
		int least = (kind == Kind.PASSWORD) ? 3 : (kind == Kind.TOKEN && isVerbatim()) ? 6 : Integer.MAX_VALUE;
		return this.text.length() >= least && this.text.chars().allMatch(Character::isDigit);
	}

	private boolean longEnough() {
		return this.text.length() >= (isVerbatim() ? 3 : 6);
	}

	// Tells whether whatever stands there is the value: in the environment, in URLs and
	// in quotation marks.
	private boolean isVerbatim() {
		return this.quoted || this.style == ValueStyle.LINE || this.style == ValueStyle.ALIGNED
				|| this.style == ValueStyle.QUERY;
	}

	private boolean looksLikeTerm() {
		if (KEBAB.matcher(this.text).matches()) {
			return UUID.matcher(this.text).matches() || (isAssigned()
					&& (PASSPHRASE.matcher(this.text).matches() || LETTERS_IN_TURNS.matcher(this.text).matches()));
		}
		if (!this.quoted && CLASS_NAME.matcher(this.text).matches()) {
			return false;
		}
		boolean loose = this.style == ValueStyle.SQL || (this.style == ValueStyle.FIELD && !this.quoted);
		return looksRandom(6) || (isAssigned() && !loose && this.text.length() >= 6 && !this.text.contains(" "));
	}

	private boolean isReference() {
		boolean listed = this.style == ValueStyle.LISTED || this.style == ValueStyle.CELL;
		return References.isOne(this.text) || (listed && StandIns.isName(this.text))
				|| (!this.quoted && (isNextPair() || References.isCode(this.text, this.follower)));
	}

	private boolean isNextPair() {
		return (this.behindBlank || this.style == ValueStyle.CELL) && this.style != ValueStyle.ALIGNED
				&& this.style != ValueStyle.YAML && References.isNextPair(this.text);
	}

	private boolean isAssigned() {
		return switch (this.style) {
			case ASSIGNED, QUERY, LINE, FIELD, PERCENT, MARKUP, ALIGNED, ARGUMENT, SQL -> true;
			case YAML -> this.quoted || this.follower < 0 || this.follower == '#';
			case PLAIN, TIGHT -> this.quoted;
			case LISTED, CELL -> false;
		};
	}

	private boolean isPhrase() {
		List<String> words = List.of(WORD_BORDER.split(this.text.toLowerCase(Locale.ROOT)));
		if (words.size() == 1) {
			return Character.isLetter(this.follower) && !this.quoted && StandIns.isWord(words.getFirst());
		}
		return words.size() > 1 && words.stream().anyMatch(PROSE::contains);
	}

	private boolean looksRandom(int min) {
		return this.text.length() >= min && !isPhrase() && Randomness.isLikely(this.text);
	}

}
