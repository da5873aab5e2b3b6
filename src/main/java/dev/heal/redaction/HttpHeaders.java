package dev.heal.redaction;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Credentials and cookies in the headers of HTTP, however these are printed.
 */
final class HttpHeaders {

	private static final int LONGEST = 16 * 1024;

	private static final ByteClass CREDENTIAL = ByteClass.of("A-Za-z0-9+/=._~-");

	private static final Pattern LOGIN = Pattern
		.compile("[\\x20-\\xFF&&[^:\\x7F-\\x9F]]*+:[\\x20-\\xFF&&[^\\x7F-\\x9F]]+");

	private static final ByteClass PERCENT_ENCODED = ByteClass.of("A-Za-z0-9%+._~*-");

	private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9-]{1,24})(?: |%20|\\+){1,9}");

	private static final Pattern KNOWN = Pattern.compile(
			"(?i)bearer|basic|token|apikey|api-key|negotiate|ntlm|digest|geniekey|splunk|bot|key|sharedkey|sharedkeylite|aws|hawk|oauth|ssws|dpop");

	private static final Pattern WITH_ACCOUNT = Pattern.compile("(?i)sharedkey(?:lite)?|aws");

	private static final Pattern PARAMETER = Pattern.compile(
			"(?i)\\b(?:response|signature|mac|oauth_signature|oauth_token|token|sig|password)=(?:\\\\*[\"'])?([^\\s\"',;\\\\\\]})]+)");

	private static final ByteClass CREDENTIALS = ByteClass.of("\0- \"',;[]})<>\\").complement();

	private static final ByteClass ACCOUNT = ByteClass.of(":").complement();

	private static final ByteClass PARAMETER_NAME = ByteClass.of("A-Za-z_");

	private static final ByteClass UNQUOTED = ByteClass.of("\"\n\r").complement();

	private static final int LONGEST_PARAMETER = 1024;

	private static final ByteClass COOKIE_NAME = ByteClass.of("!#$%*+.^_|~0-9A-Za-z-");

	private static final Pattern MIXED = Pattern.compile("(?=[^0-9]*+[0-9])(?=[^A-Za-z]*+[A-Za-z])");

	/** Where no parameter is, as far as was searched. */
	private static final Object NO_PARAMETER = new Object();

	/** As far as the value of a header reaches that is not quoted. */
	private static final Object BARE = new Object();

	private static final Pattern NO_COOKIE = Pattern.compile("[^;=,]*+;\\s*+");

	private static final Pattern COOKIE = Pattern
		.compile("([!#$%*+.^_|~0-9A-Za-z-]+)=(\"[^\"]*\"|[^;\\s\"]*)(?:;\\s*|$)?");

	private static final Pattern JSON_COOKIE = Pattern
		.compile("\\s*+,?+\\s*+(\\\\*[\"'])[^\"'\\\\]{1,80}\\1\\s*:\\s*\\1([^\"'\\\\]*)\\1");

	private static final Pattern NO_VALUE = Pattern.compile("[<$*{%].*|null|deleted");

	private static final Pattern ATTRIBUTE = Pattern
		.compile("(?i)path|domain|expires|max-age|samesite|version|priority|comment");

	private static final Set<Integer> OPENING = Set.of((int) '[', (int) '{', (int) '(');

	private HttpHeaders() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText("authorization", HttpHeaders::detectAuthorization);
		prefilter.addText("bearer ", HttpHeaders::detectBearer);
		prefilter.addText("basic ", HttpHeaders::detectBasic);
		prefilter.addText("cookie", HttpHeaders::detectCookie);
	}

	private static void detectBearer(Window window, int at, Findings findings) {
		int start = window.skipBlanks(at + "bearer ".length());
		int end = window.runEnd(CREDENTIAL, start, LONGEST);
		if (end - start >= 16 && MIXED.matcher(window.view(start, end)).lookingAt()) {
			addIfSecret(window, start, end, findings);
		}
	}

	// Whatever stands before it: base64 of a user and a password.
	private static void detectBasic(Window window, int at, Findings findings) {
		int start = window.skipBlanks(at + "basic ".length());
		int end = window.runEnd(ByteClass.BASE64, start, LONGEST);
		if (end - start >= 8 && LOGIN.matcher(DockerLogins.decode(window.text(start, end))).matches()) {
			addIfSecret(window, start, end, findings);
		}
	}

	private static Optional<NamedValue> region(Window window, int nameEnd) {
		Optional<Separator> separator = Separator.after(window, nameEnd, nameEnd)
			.filter((found) -> found.style() != ValueStyle.CELL && found.style() != ValueStyle.SQL);
		if (separator.isEmpty()) {
			return Optional.empty();
		}
		int start = Escapes.skipColours(window, window.skipBlanks(separator.get().end()));
		while (window.matches(start, "%20") || (window.at(start) == '+' && window.at(start - 1) != ' ')) {
			start += (window.at(start) == '+') ? 1 : 3;
		}
		if (OPENING.contains(window.at(start)) && !window.matches(start, Placeholders.PREFIX)) {
			start = window.skipBlanks(start + 1);
		}
		Optional<Quote> quote = Quote.at(window, start);
		if (quote.isPresent()) {
			int open = start + quote.get().length();
			return Optional
				.of(new NamedValue(open, quote.get().close(window, open, LONGEST), true, separator.get().style(), ""));
		}
		int end = (separator.get().style() == ValueStyle.PERCENT) ? window.runEnd(PERCENT_ENCODED, start, LONGEST)
				: unquotedEnd(window, start);
		return Optional.of(new NamedValue(start, end, false, separator.get().style(), ""));
	}

	private static int unquotedEnd(Window window, int start) {
		int end = window.doneUntil(BARE, start);
		int limit = Math.min(window.end(), start + LONGEST);
		while (end < limit && "\n\r\u001b]})<>`".indexOf(window.at(end)) < 0
				&& !(window.at(end) == '\\' && "nrtu".indexOf(window.at(end + 1)) >= 0)) {
			end = parameterEnd(window, end) + 1;
		}
		window.markDone(BARE, start, end);
		return end;
	}

	// Skips what is quoted in a parameter, which may hold any sign.
	private static int parameterEnd(Window window, int at) {
		if (window.at(at) != '=' || window.at(at + 1) != '"') {
			return at;
		}
		int close = window.runEnd(UNQUOTED, at + 2, LONGEST_PARAMETER);
		return (window.at(close) == '"') ? close : at;
	}

	private static void detectAuthorization(Window window, int at, Findings findings) {
		if (Placeholders.contain(window, at)) {
			return;
		}
		region(window, at + "authorization".length())
			.ifPresent((region) -> addCredentials(window, region.start(), region.end(), findings));
	}

	private static void addCredentials(Window window, int start, int end, Findings findings) {
		CharSequence text = window.view(start, end);
		Matcher scheme = SCHEME.matcher(text);
		if (!scheme.lookingAt()) {
			addFirst(window, start, end, false, findings);
			return;
		}
		int from = start + scheme.end();
		if (!addParameters(window, from, end, findings) && !beginsParameter(window, from, end)) {
			boolean shared = WITH_ACCOUNT.matcher(scheme.group(1)).matches();
			int account = shared ? window.runEnd(ACCOUNT, from, end - from) + 1 : from;
			addFirst(window, (account <= end) ? account : from, end, KNOWN.matcher(scheme.group(1)).matches(),
					findings);
		}
	}

	// Headers may stand in what another one was searched for: what was found before
	// that one ended is known.
	private static boolean addParameters(Window window, int from, int end, Findings findings) {
		if (window.isDone(PARAMETER, from)) {
			return true;
		}
		int searched = window.doneUntil(NO_PARAMETER, from);
		int last = from;
		if (searched < end) {
			Matcher parameter = PARAMETER.matcher(window.view(searched, end));
			while (parameter.find()) {
				last = searched + parameter.start(1);
				addIfSecret(window, last, searched + parameter.end(1), findings);
			}
			window.markDone(PARAMETER, from, last);
			window.markDone(NO_PARAMETER, last, end);
		}
		return last > from;
	}

	private static boolean beginsParameter(Window window, int from, int end) {
		int name = window.runEnd(PARAMETER_NAME, from, end - from);
		return name > from && window.at(name) == '=' && Quote.at(window, name + 1).isPresent();
	}

	private static void addFirst(Window window, int start, int limit, boolean certain, Findings findings) {
		int end = window.runEnd(CREDENTIALS, start, limit - start);
		if (window.isDone(CREDENTIALS, start)) {
			return;
		}
		boolean random = end - start >= 8 && MIXED.matcher(window.view(start, end)).lookingAt();
		if (random || (certain && end - start >= 4)) {
			addIfSecret(window, start, end, findings);
		}
		window.markDone(CREDENTIALS, start, end);
	}

	private static void addIfSecret(Window window, int start, int end, Findings findings) {
		if (window.holdsSecret(start, end, Kind.PASSWORD) && !Placeholders.contain(window, start)) {
			findings.add(new Finding("auth-header", Rank.CONTEXT, start, end));
		}
	}

	private static void detectCookie(Window window, int at, Findings findings) {
		int end = at + "cookie".length() + ((window.at(at + "cookie".length()) == 's') ? 1 : 0);
		if (window.isDone(COOKIE, at) || Placeholders.contain(window, at)) {
			return;
		}
		Optional<NamedValue> region = region(window, end);
		while (region.isPresent()) {
			addCookies(window, region.get(), findings);
			region = nextInList(window, region.get());
		}
		Separator.after(window, at, end).ifPresent((separator) -> addJsonCookies(window, separator.end(), findings));
	}

	private static Optional<NamedValue> nextInList(Window window, NamedValue region) {
		Optional<Quote> quote = region.quoted() ? Quote.at(window, region.end()) : Optional.empty();
		int comma = region.end() + quote.map(Quote::length).orElse(0);
		int start = window.skipBlanks(comma + 1);
		if (quote.isEmpty() || window.at(comma) != ',' || !window.matches(start, quote.get().text())) {
			return Optional.empty();
		}
		int open = start + quote.get().length();
		return Optional
			.of(new NamedValue(open, quote.get().close(window, open, LONGEST), true, region.style(), region.wrap()));
	}

	private static void addCookies(Window window, NamedValue region, Findings findings) {
		if (window.at(window.runEnd(COOKIE_NAME, region.start(), LONGEST)) != '=') {
			return;
		}
		CharSequence text = window.view(region.start(), region.end());
		Matcher cookie = COOKIE.matcher(text);
		Matcher attribute = NO_COOKIE.matcher(text);
		int position = 0;
		while (position < text.length() && cookie.region(position, text.length()).lookingAt()) {
			addCookie(region.start(), cookie, findings);
			position = cookie.end();
			while (attribute.region(position, text.length()).lookingAt()) {
				position = attribute.end();
			}
		}
		window.markDone(COOKIE, region.start(), region.start() + position);
	}

	private static void addCookie(int offset, Matcher cookie, Findings findings) {
		int quote = cookie.group(2).startsWith("\"") ? 1 : 0;
		if (!ATTRIBUTE.matcher(cookie.group(1)).matches() && isCookie(cookie.group(2))) {
			findings.add(new Finding("cookie", Rank.CONTEXT, offset + cookie.start(2) + quote,
					offset + cookie.end(2) - quote));
		}
	}

	private static void addJsonCookies(Window window, int from, Findings findings) {
		int open = window.skipBlanks(from);
		if (window.at(open) != '{') {
			return;
		}
		Matcher pair = JSON_COOKIE.matcher(window.view(open + 1, Math.min(window.end(), open + LONGEST)));
		while (pair.lookingAt()) {
			if (isCookie(pair.group(2))) {
				findings.add(new Finding("cookie", Rank.CONTEXT, open + 1 + pair.start(2), open + 1 + pair.end(2)));
			}
			pair.region(pair.end(), pair.regionEnd());
		}
	}

	private static boolean isCookie(String value) {
		return !value.isBlank() && !value.contains(Placeholders.PREFIX) && !NO_VALUE.matcher(value).matches();
	}

}
