package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Values that have the name of a secret, in whatever way name and value are written.
 */
final class NamedValues {

	private static final List<String> KEYWORDS = List.of("password", "passwd", "passphrase", "pass phrase", "pass",
			"pwd", "token", "secret", "credential", "key", "_pat", "-pat", "creds", "psk", "secret id", "crumb",
			"masterauth", "_pw", "-pw", "erlang_cookie", "erlangcookie");

	private static final Set<String> FIRST_WORDS = Set.of("api", "access", "secret", "auth", "encryption", "signing",
			"unseal", "recovery");

	private static final Pattern WORD = Pattern.compile("[a-z]{3,}|[A-Z][a-z]{2,}");

	private static final Set<Kind> ANY = EnumSet.allOf(Kind.class);

	private static final ByteClass NUMBER = ByteClass.of(" 0-9");

	private static final String PUBLIC_KEY = "public key ";

	private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)+");

	private static final Pattern BOOTSTRAP = Pattern.compile("[a-z0-9]{6}\\.[a-z0-9]{16}");

	private static final ByteClass SPACE = ByteClass.of(" \t\r\n");

	private static final ByteClass LOGIN = ByteClass.of("\0- ").complement();

	private static final Pattern HEADER = Pattern.compile("(?i)x-[a-z-]{0,20}(?:token|key)");

	/** Names that their value follows without a sign between, as in Redis. */
	private static final Set<String> CONFIGURED = Set.of("requirepass", "masterauth", "insecure-password");

	/** Commands and directives that take a name and a value. */
	private static final List<byte[]> SETTERS = Stream.of("setenv ", "setx ", "set -gx ", "fastcgi_param ", "env ")
		.map((setter) -> setter.getBytes(StandardCharsets.US_ASCII))
		.toList();

	/** What Terraform prints between the old value and the new one. */
	private static final String CHANGED_TO = " -> ";

	private static final int LONGEST_NAME = 80;

	private static final int LONGEST_KEY = 512;

	private NamedValues() {
	}

	static void register(Prefilter prefilter) {
		KEYWORDS.forEach((keyword) -> prefilter.addText(keyword,
				(window, at, findings) -> detect(window, at, keyword.length(), ANY, findings)));
		prefilter.addText(" password ", NamedValues::addNetrcPassword);
		prefilter.addText("\npassword ", NamedValues::addNetrcPassword);
	}

	private static void addNetrcPassword(Window window, int at, Findings findings) {
		int line = window.runStart(SPACE, at, LONGEST_NAME);
		int login = window.runStart(LOGIN, line, LONGEST_NAME);
		if (login < line && window.matches(login - 6, "login ") && window.beginsWord(login - 6)) {
			addValue(window, "keyword-value", Kind.PASSWORD, at + " password ".length(), ValueStyle.ARGUMENT, findings);
		}
	}

	/**
	 * Looks for a value behind the name that a place is part of.
	 * @param window where to look
	 * @param at the place
	 * @param length how many bytes are known to belong to the name
	 * @param kinds what the name may mean
	 * @param findings takes the value
	 */
	static void detect(Window window, int at, int length, Set<Kind> kinds, Findings findings) {
		if (window.at(at - 1) == '%' || goesOnForLong(window, at + length) || findings.covers(at)) {
			return;
		}
		int start = nameStart(window, at, length);
		int end = nameEnd(window, at + length, start < at && window.at(at - 1) == ' ');
		Optional<Separator> separator = Separator.after(window, start, end);
		if (separator.isEmpty() && !NameValuePairs.mayFollow(window, end)) {
			return;
		}
		String name = window.text(start, end);
		Optional<Kind> kind = isHeader(name) ? Optional.of(Kind.TOKEN) : SecretNames.kindOf(name);
		if (kind.filter(kinds::contains).isEmpty() || window.isDone(kind.get(), start)
				|| Placeholders.contain(window, at)) {
			return;
		}
		separator.filter((found) -> mayName(window, start, found))
			.ifPresent((found) -> addValue(window, start, name, kind.get(), found, findings));
		NameValuePairs.detect(window, start, end, kind.get(), findings);
	}

	// What is longer than a name has no separator within reach.
	private static boolean goesOnForLong(Window window, int from) {
		return window.runEnd(ByteClass.TOKEN, from, LONGEST_NAME + 1) > from + LONGEST_NAME;
	}

	private static int nameStart(Window window, int at, int length) {
		int start = Escapes.wordStart(window, window.runStart(ByteClass.NAME, at, LONGEST_NAME), at);
		if (start < at || length != "key".length() || window.at(at - 1) != ' ') {
			return start;
		}
		int first = window.runStart(ByteClass.WORD, at - 1, 12);
		String word = window.text(first, at - 1);
		return (FIRST_WORDS.contains(word.toLowerCase(Locale.ROOT)) || WORD.matcher(word).matches()) ? first : at;
	}

	// Leaves out the dots behind a name, and takes in the number of one of several keys.
	private static int nameEnd(Window window, int from, boolean words) {
		int end = from;
		while (ByteClass.NAME.has(window.at(end)) && end - from < LONGEST_NAME
				&& !(window.at(end) == '.' && window.at(end + 1) == '.')) {
			end++;
		}
		while (end > from && (window.at(end - 1) == '.' || window.at(end - 1) == '-')) {
			end--;
		}
		int number = words ? window.runEnd(NUMBER, end, 4) : end;
		return (window.at(number) == ':') ? number : end;
	}

	// Paths, ARNs and public keys only seem to have names.
	private static boolean mayName(Window window, int start, Separator separator) {
		return switch (window.at(start - 1)) {
			case '/' -> separator.style() != ValueStyle.TIGHT && isBehindDomain(window, start - 1);
			case ':' -> separator.style() != ValueStyle.TIGHT;
			default -> !window.matchesIgnoringCase(start - PUBLIC_KEY.length(), PUBLIC_KEY);
		};
	}

	private static boolean isBehindDomain(Window window, int slash) {
		int domain = window.runStart(ByteClass.NAME, slash, LONGEST_NAME);
		return DOMAIN.matcher(window.view(domain, slash)).matches()
				&& (window.at(domain - 1) == ' ' || Quote.before(window, domain).isPresent());
	}

	private static void addValue(Window window, int start, String name, Kind kind, Separator separator,
			Findings findings) {
		int before = window.at(start - 1);
		ValueStyle style = styleOf(window, start, name, separator.style());
		Optional<NamedValue> value = NamedValue.read(window, separator.end(), style)
			.map((read) -> (Quote.isMark(before) && isArgument(name)) ? read.inArgument(window, start) : read);
		addValue(window, idOf(name, separator.style()), (before == '/') ? Kind.LABEL : kind, value, findings);
	}

	private static boolean isArgument(String name) {
		return name.startsWith("-") || name.equals(name.toUpperCase(Locale.ROOT));
	}

	private static boolean isHeader(String name) {
		return name.length() > 2 && name.charAt(1) == '-' && HEADER.matcher(name).matches();
	}

	private static String idOf(String name, ValueStyle style) {
		if (name.startsWith("--") || (name.startsWith("-") && !name.startsWith("-D"))) {
			return "cli-flag";
		}
		boolean query = style == ValueStyle.ASSIGNED || style == ValueStyle.PERCENT;
		return (!query && isHeader(name)) ? "auth-header" : "keyword-value";
	}

	private static ValueStyle styleOf(Window window, int start, String name, ValueStyle style) {
		int before = window.at(start - 1);
		if (style == ValueStyle.ASSIGNED && (before == '?' || before == '&')) {
			return ValueStyle.QUERY;
		}
		boolean argument = style == ValueStyle.SQL
				&& (name.startsWith("-") || CONFIGURED.contains(name) || isBehindSetter(window, start));
		return argument ? ValueStyle.ARGUMENT : style;
	}

	private static boolean isBehindSetter(Window window, int start) {
		if (window.at(start - 1) != ' ') {
			return false;
		}
		for (byte[] setter : SETTERS) {
			if (window.matchesIgnoringCase(start - setter.length, setter)) {
				return true;
			}
		}
		return false;
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
	static void addValue(Window window, String id, Kind kind, int from, ValueStyle style, Findings findings) {
		addValue(window, id, kind, NamedValue.read(window, from, style), findings);
	}

	private static void addValue(Window window, String id, Kind kind, Optional<NamedValue> read, Findings findings) {
		read.filter((value) -> window.holdsSecret(value, kind))
			.ifPresent((value) -> findings.add(value.finding(idOf(window, id, value), rankOf(id))));
		read.filter(
				(value) -> (kind == Kind.OPAQUE || kind == Kind.LONE_KEY) && value.end() - value.start() > LONGEST_KEY)
			.ifPresent((value) -> window.markDone(kind, value.start(), value.end()));
		read.filter((value) -> value.quoted() && window.matches(value.end() + 1, CHANGED_TO))
			.ifPresent((value) -> addValue(window, id, kind, value.end() + 1 + CHANGED_TO.length(), ValueStyle.ASSIGNED,
					findings));
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
