package dev.heal.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.NamedValue.Style;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Values that have the name of a secret, in whatever way name and value are written.
 */
final class NamedValues {

	private static final List<String> KEYWORDS = List.of("password", "passwd", "passphrase", "pass", "pwd", "token",
			"secret", "credential", "key", "masterauth");

	private static final Set<String> FIRST_WORDS = Set.of("api", "access", "secret", "auth", "encryption", "signing");

	private static final Pattern BOOTSTRAP = Pattern.compile("[a-z0-9]{6}\\.[a-z0-9]{16}");

	private static final ByteClass LOGIN = ByteClass.of("\0- ").complement();

	private static final Pattern HEADER = Pattern.compile("(?i)x-[a-z-]{0,20}(?:token|key)");

	/** Names that their value follows without a sign between, as in Redis. */
	private static final Set<String> CONFIGURED = Set.of("requirepass", "masterauth");

	private static final int LONGEST_NAME = 80;

	private NamedValues() {
	}

	static void register(Prefilter prefilter) {
		KEYWORDS.forEach((keyword) -> prefilter.addText(keyword,
				(window, at, findings) -> detect(window, at, keyword.length(), findings)));
		prefilter.addText(" password ", (window, at, findings) -> addNetrcPassword(window, at, findings));
		prefilter.addText("identified by ", (window, at, findings) -> addSqlPassword(window, at, findings));
	}

	private static void addSqlPassword(Window window, int at, Findings findings) {
		if (window.matches(at, "IDENTIFIED BY ")) {
			addValue(window, "keyword-value", Kind.PASSWORD, at + "IDENTIFIED BY ".length(), Style.SQL, findings);
		}
	}

	private static void addNetrcPassword(Window window, int at, Findings findings) {
		int login = window.runStart(LOGIN, at, LONGEST_NAME);
		if (login < at && window.matches(login - 6, "login ") && window.beginsWord(login - 6)) {
			addValue(window, "keyword-value", Kind.PASSWORD, at + " password ".length(), Style.ARGUMENT, findings);
		}
	}

	private static void detect(Window window, int at, int length, Findings findings) {
		int start = Escapes.wordStart(window, window.runStart(ByteClass.NAME, at, LONGEST_NAME), at);
		int end = window.runEnd(ByteClass.NAME, at + length, LONGEST_NAME);
		if (start == at && length == 3 && window.at(at - 1) == ' ') {
			start = twoWords(window, at);
		}
		if (window.at(at - 1) == '%' || findings.covers(at)) {
			return;
		}
		end = beforeDots(window, at + length, end);
		while (end > at + length && (window.at(end - 1) == '.' || window.at(end - 1) == '-')) {
			end--;
		}
		Optional<Separator> separator = Separator.after(window, start, end);
		if (separator.isEmpty() && !NameValuePairs.mayFollow(window, end)) {
			return;
		}
		String name = window.text(start, end);
		Optional<Kind> kind = isHeader(name) ? Optional.of(Kind.TOKEN) : SecretNames.kindOf(name);
		if (kind.isEmpty() || Placeholders.contain(window, at)) {
			return;
		}
		if (separator.isPresent() && window.at(start - 1) != '/' && !isPartOfArn(window, start, separator.get())) {
			Separator found = separator.get();
			addValue(window, idOf(name, found.style()), kind.get(), found.end(),
					styleOf(window.at(start - 1), name, found.style()), findings);
		}
		NameValuePairs.detect(window, start, end, kind.get(), findings);
	}

	private static boolean isHeader(String name) {
		return name.length() > 2 && name.charAt(1) == '-' && HEADER.matcher(name).matches();
	}

	// Names of two words, such as "api key"
	private static int twoWords(Window window, int at) {
		int start = window.runStart(ByteClass.WORD, at - 1, 12);
		return FIRST_WORDS.contains(window.text(start, at - 1).toLowerCase(Locale.ROOT)) ? start : at;
	}

	private static boolean isPartOfArn(Window window, int start, Separator separator) {
		return window.at(start - 1) == ':' && separator.style() == Style.TIGHT;
	}

	private static int beforeDots(Window window, int from, int end) {
		for (int i = from; i < end; i++) {
			if (window.at(i) == '.' && window.at(i + 1) == '.') {
				return i;
			}
		}
		return end;
	}

	private static String idOf(String name, Style style) {
		if (name.startsWith("--") || (name.startsWith("-") && !name.startsWith("-D"))) {
			return "cli-flag";
		}
		boolean query = style == Style.ASSIGNED || style == Style.PERCENT;
		return (!query && isHeader(name)) ? "auth-header" : "keyword-value";
	}

	private static Style styleOf(int before, String name, Style style) {
		if (style == Style.ASSIGNED && (before == '?' || before == '&')) {
			return Style.QUERY;
		}
		boolean argument = name.startsWith("-") || CONFIGURED.contains(name);
		return (argument && style == Style.SQL) ? Style.ARGUMENT : style;
	}

	/**
	 * Records the value that begins at a position, if it is a secret.
	 * @param window where to look
	 * @param id the rule
	 * @param kind what the name says of it
	 * @param from the first byte behind the separator
	 * @param style what the separator says of it
	 * @param findings takes the value
	 */
	static void addValue(Window window, String id, Kind kind, int from, Style style, Findings findings) {
		NamedValue.read(window, from, style)
			.filter((value) -> Plausibility.of(window, value).isSecret(kind))
			.ifPresent((value) -> findings.add(value.finding(idOf(window, id, value), rankOf(id))));
	}

	private static Rank rankOf(String id) {
		return id.equals("keyword-value") ? Rank.NAME : Rank.CONTEXT;
	}

	private static String idOf(Window window, String id, NamedValue value) {
		boolean bootstrap = value.end() - value.start() == 23 && window.at(value.start() + 6) == '.'
				&& BOOTSTRAP.matcher(window.text(value.start(), value.end())).matches();
		return bootstrap ? "k8s-bootstrap" : id;
	}

}
