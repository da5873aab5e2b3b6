package dev.heal.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.heal.redaction.NamedValue.Style;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Tells a secret from what else stands behind the name of one: placeholders, references,
 * paths, prose.
 *
 * @param text the value, its beginning if it is long
 * @param style how it is written
 * @param quoted whether it stands in quotation marks
 * @param behindBlank whether a blank stands before it
 * @param follower the byte behind it, after blanks; -1 if the line ends
 */
record Plausibility(String text, Style style, boolean quoted, boolean behindBlank, int follower) {

	private static final int ENOUGH = 256;

	private static final Pattern PLACEHOLDER = Pattern.compile(
			"(?i)(?:\\$[({]|\\$[A-Z_][A-Z0-9_]*$|%[({]|%[A-Z_]+%$|%[sdvq]$|\\{\\{|\\{[a-z_.-]*\\}$|#\\{|@\\{|<|\\[[A-Z_ ]+\\]$|\\[hidden|\\([a-z]+\\)|\\(v\\d:|[:@][a-z_]+$|&lt;|%3C|\\\\u003c|\\*+$|\\*{3}|x{4}|\\.{3}|-{3,}$|\\?+$|ENC\\(|vault:|secretref|keyvault|arn:|file:|your[-_ ]|my[-_](?:secret|token|password|api)|example|insert[-_ ]|replace[-_ ]?me|change[-_ ]?me|todo|dummy|process\\.env|os\\.environ|system\\.getenv|env\\.|self\\.|this\\.|op://).*",
			Pattern.DOTALL);

	private static final Set<String> STOP_WORDS = Set.copyOf(Arrays
		.asList("""
				null none nil true false undefined empty unset missing required invalid expired valid ok yes no on off
				disabled enabled default unknown redacted masked hidden secret password passwd token key apikey credentials
				cannot must is was are not has have should for and or the a an of to from in with failed failure incorrect wrong
				mismatch rejected denied error errors expected unexpected found string str text number object array boolean
				bearer basic refresh access jwt opaque oauth oauth2 environment env file optional provided supplied present
				absent set notset authentication authorization validation reset changed updated created generated rotated
				loaded read using revoked received verified accepted used user username type name value int integer
				latest stable jar pom war generic client_credentials authorization_code n/a may can could will would been
				being too does do id eof ident identifier unspecified renewed issued obtained acquired cached anonymous
				placeholder requires needs takes expects specifies sets omitted removed filtered protected encrypted private public mounted opaque self"""
			.split("\\s+")));

	private static final Set<String> PROSE = Set.of("cannot", "must", "is", "was", "are", "not", "has", "should",
			"invalid", "required", "expected", "missing", "empty", "incorrect", "failed", "denied", "expired",
			"mismatch", "error", "received", "undefined", "found", "does", "will", "may", "for", "the", "been");

	private static final Pattern REFERENCE = Pattern.compile(
			"[A-Za-z][A-Za-z0-9+.-]*:(?:\\\\?/){2}.*|\\.{0,2}~?(?:\\\\?/[A-Za-z0-9_.@-]+)+\\\\?/?|[A-Z]:\\\\.*|(?:[A-Za-z_]\\w*\\.)+[A-Za-z_$]\\w*(?:@[0-9a-f]+)?|[A-Za-z_][\\w.$]*\\(.*\\).*|[A-Za-z][\\w.$]*@[0-9a-f]{4,8}|[a-z][\\w.-]*(?::[\\w.-]+)*:v?\\d+(?:\\.\\d+)+[\\w.-]*|[a-z][a-z0-9-]*(?:/[a-z][a-z0-9.-]*)+",
			Pattern.DOTALL);

	private static final Pattern MEASURE = Pattern.compile(
			"-?[0-9]+(?:[.,][0-9]+)*(?:ms|us|ns|s|m|h|d|%|[kKMG]i?B?)?|\\d{4}-\\d\\d-\\d\\d.*|v?\\d+(?:\\.\\d+)+[\\w.@:+-]*");

	private static final Pattern NEXT_PAIR = Pattern.compile("[A-Za-z_][\\w.-]{1,40}[=:][^=].*", Pattern.DOTALL);

	private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private static final Pattern PASSPHRASE = Pattern.compile("[a-z]+(?:-[a-z]+){2,}-[0-9]{2,}");

	private static final Pattern WORD_BORDER = Pattern.compile("[\\s,:;.]+");

	private static final Pattern PART_BORDER = Pattern.compile("[/.]");

	private static final Pattern MIXED = Pattern.compile("(?=.*[0-9])(?=.*[A-Z])(?=.*[a-z])[\\w+=-]+");

	private static final Pattern LETTERS = Pattern.compile("(?=.*[A-Za-z])\\w+");

	private static final Pattern CAMEL = Pattern.compile("[A-Z]?[a-z]{2,}(?:[A-Z]+[a-z]{2,}|[A-Z]+$|[0-9]{1,2})*");

	private static final Pattern HEX = Pattern.compile("(?=.*[0-9])(?=.*[a-f])[0-9a-f]{32,}");

	private static final Pattern BOOTSTRAP = Pattern.compile("(?=.*[0-9])[a-z0-9]{6}\\.[a-z0-9]{16}");

	private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][\\w.$]*");

	private static final Pattern KEBAB = Pattern.compile("[a-z]{2,}[a-z0-9]*(?:[-./][a-z0-9]+)+");

	static Plausibility of(Window window, NamedValue value) {
		int end = Math.min(value.end(), value.start() + ENOUGH);
		int next = window.at(value.end());
		if (next == ' ' || next == '\t') {
			int later = window.at(window.skipBlanks(value.end()));
			next = (later == '(' || later == '[') ? ' ' : later;
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
		return new Plausibility(text, Style.FIELD, true, false, -1);
	}

	boolean isSecret(Kind kind) {
		if (this.text.length() == 23 && BOOTSTRAP.matcher(this.text).matches()) {
			return true;
		}
		if (isNothing() || (!isAssigned() && !looksRandom(6)) || isReference()) {
			return false;
		}
		if (this.style == Style.SQL && !this.quoted) {
			return (isMixed() && !CAMEL.matcher(this.text).matches()) || HEX.matcher(this.text).matches();
		}
		if (MEASURE.matcher(this.text).matches()) {
			return isAssigned() && isNumberOf(kind);
		}
		return switch (kind) {
			case PASSWORD -> isAssigned() ? !isPhrase() : looksRandom(6);
			case TOKEN -> isAssigned() ? !isPhrase() && longEnough() : looksRandom(6);
			case TERM -> !isPhrase() && looksLikeTerm();
			case LABEL -> looksRandom(8);
		};
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
		return this.quoted || this.style == Style.LINE || this.style == Style.ALIGNED || this.style == Style.QUERY;
	}

	private boolean looksLikeTerm() {
		if (KEBAB.matcher(this.text).matches()) {
			return UUID.matcher(this.text).matches() || (isAssigned() && PASSPHRASE.matcher(this.text).matches());
		}
		return looksRandom(6)
				|| (isAssigned() && this.style != Style.SQL && this.text.length() >= 6 && !this.text.contains(" "));
	}

	private boolean isNothing() {
		return this.text.isBlank() || isStopWord() || this.text.contains(Placeholders.PREFIX)
				|| (PLACEHOLDER.matcher(this.text).matches()
						&& !(this.text.startsWith("$") && isScrambled(this.text.substring(1))))
				|| this.text.contains("EXAMPLE");
	}

	private boolean isStopWord() {
		int end = this.text.length();
		while (end > 0 && ".!?:".indexOf(this.text.charAt(end - 1)) >= 0) {
			end--;
		}
		return STOP_WORDS.contains(this.text.substring(0, end).toLowerCase(Locale.ROOT));
	}

	private boolean isReference() {
		if (!this.quoted && (isNextPair() || isCode())) {
			return true;
		}
		return REFERENCE.matcher(this.text).matches() && !isMixed();
	}

	private boolean isNextPair() {
		return this.behindBlank && this.style != Style.ALIGNED && this.style != Style.YAML
				&& NEXT_PAIR.matcher(this.text).matches()
				&& !(this.text.chars().anyMatch(Character::isDigit)
						&& this.text.chars().anyMatch(Character::isUpperCase))
				&& !isScrambled(this.text.substring(0, firstSign()));
	}

	private int firstSign() {
		int end = 0;
		while (end < this.text.length() && ByteClass.WORD.has(this.text.charAt(end))) {
			end++;
		}
		return end;
	}

	private boolean isCode() {
		return (this.follower == '(' || this.follower == '[') && IDENTIFIER.matcher(this.text).matches();
	}

	// Random base64 may look like a path, but holds all of digits, capitals and small
	// letters without a break.
	private boolean isMixed() {
		return Arrays.stream(PART_BORDER.split(this.text))
			.anyMatch((part) -> isScrambled(part) || (part.length() >= 6 && MIXED.matcher(part).matches()));
	}

	// Words change from small letters to capitals or digits now and then, random texts
	// all the time.
	private static boolean isScrambled(String part) {
		int changes = 0;
		for (int i = 1; i < part.length(); i++) {
			changes += (Character.getType(part.charAt(i)) != Character.getType(part.charAt(i - 1))) ? 1 : 0;
		}
		return part.length() >= 5 && LETTERS.matcher(part).matches() && 5 * changes >= 2 * part.length();
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
			return Character.isLetter(this.follower) && !this.quoted && STOP_WORDS.contains(words.getFirst());
		}
		return words.size() > 1 && words.stream().anyMatch(PROSE::contains);
	}

	private boolean looksRandom(int min) {
		if (this.text.length() < min || isPhrase()) {
			return false;
		}
		boolean digit = this.text.chars().anyMatch(Character::isDigit);
		boolean letter = this.text.chars().anyMatch(Character::isLetter);
		boolean symbol = this.text.chars().anyMatch((value) -> "!@#$%^&*+=~?".indexOf(value) >= 0);
		return (digit && letter) || (symbol && letter) || isMixed();
	}

}
