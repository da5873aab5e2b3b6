package dev.heal.redaction;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.NamedValue.Style;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Credentials and cookies in the headers of HTTP, however these are printed.
 */
final class HttpHeaders {

	private static final int LONGEST = 8192;

	private static final ByteClass CREDENTIAL = ByteClass.of("A-Za-z0-9+/=._~-");

	private static final ByteClass PERCENT_ENCODED = ByteClass.of("A-Za-z0-9%+._~*-");

	private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9-]{1,24})(?: |%20|\\+)+");

	private static final Pattern KNOWN = Pattern.compile(
			"(?i)bearer|basic|token|apikey|api-key|negotiate|ntlm|digest|geniekey|splunk|bot|key|sharedkey|sharedkeylite|aws|hawk|oauth|ssws|dpop");

	private static final Pattern PARAMETER = Pattern.compile(
			"(?i)\\b(?:response|signature|mac|oauth_signature|oauth_token|token|sig|password)=(?:\\\\*[\"'])?([^\\s\"',;\\\\\\]})]+)");

	private static final Pattern CREDENTIALS = Pattern.compile("[^\\s\"',;\\]})<>\\\\\\x00-\\x1f]+");

	private static final Pattern COOKIE = Pattern
		.compile("([!#$%*+.^_|~0-9A-Za-z-]+)=(\"[^\"]*\"|[^;\\s\"]*)(?:;\\s*|$)?");

	private static final Pattern JSON_COOKIE = Pattern
		.compile("\\s*,?\\s*(\\\\*[\"'])[^\"'\\\\]{1,80}\\1\\s*:\\s*\\1([^\"'\\\\]*)\\1");

	private static final Pattern ATTRIBUTE = Pattern
		.compile("(?i)path|domain|expires|max-age|samesite|version|priority|comment");

	private static final Set<Integer> OPENING = Set.of((int) '[', (int) '{', (int) '(');

	private HttpHeaders() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText("authorization", HttpHeaders::detectAuthorization);
		prefilter.addText("bearer ", HttpHeaders::detectBearer);
		prefilter.addText("cookie", HttpHeaders::detectCookie);
	}

	private static void detectBearer(Window window, int at, Findings findings) {
		int start = window.skipBlanks(at + "bearer ".length());
		int end = window.runEnd(CREDENTIAL, start, LONGEST);
		String text = window.text(start, end);
		if (end - start >= 16 && text.matches("(?=.*[0-9])(?=.*[A-Za-z]).*")) {
			addIfSecret(window, start, end, findings);
		}
	}

	private static Optional<NamedValue> region(Window window, int nameEnd) {
		Optional<Separator> separator = Separator.after(window, nameEnd, nameEnd)
			.filter((found) -> found.style() != Style.CELL && found.style() != Style.SQL);
		if (separator.isEmpty()) {
			return Optional.empty();
		}
		int start = Escapes.skipColours(window, window.skipBlanks(separator.get().end()));
		while (window.matches(start, "%20")) {
			start += 3;
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
		int end = (separator.get().style() == Style.PERCENT) ? window.runEnd(PERCENT_ENCODED, start, LONGEST)
				: unquotedEnd(window, start);
		return Optional.of(new NamedValue(start, end, false, separator.get().style(), ""));
	}

	private static int unquotedEnd(Window window, int start) {
		int end = start;
		int limit = Math.min(window.end(), start + LONGEST);
		while (end < limit && "\n\r\u001b]})<>`".indexOf(window.at(end)) < 0
				&& !(window.at(end) == '\\' && "nrtu".indexOf(window.at(end + 1)) >= 0)) {
			end++;
		}
		return end;
	}

	private static void detectAuthorization(Window window, int at, Findings findings) {
		if (Placeholders.contain(window, at)) {
			return;
		}
		region(window, at + "authorization".length())
			.ifPresent((region) -> addCredentials(window, region.start(), region.end(), findings));
	}

	private static void addCredentials(Window window, int start, int end, Findings findings) {
		String text = window.text(start, end);
		Matcher scheme = SCHEME.matcher(text);
		if (!scheme.lookingAt()) {
			addFirst(window, start, text, false, findings);
			return;
		}
		int from = scheme.end();
		Matcher parameter = PARAMETER.matcher(text).region(from, text.length());
		boolean parameters = false;
		while (parameter.find()) {
			parameters = true;
			addIfSecret(window, start + parameter.start(1), start + parameter.end(1), findings);
		}
		if (!parameters && !text.startsWith("=", Math.max(0, text.indexOf('"', from) - 1))) {
			boolean shared = scheme.group(1).matches("(?i)sharedkey(?:lite)?|aws");
			int account = shared ? text.indexOf(':', from) + 1 : 0;
			int secret = Math.max(from, account);
			addFirst(window, start + secret, text.substring(secret), KNOWN.matcher(scheme.group(1)).matches(),
					findings);
		}
	}

	private static void addFirst(Window window, int start, String text, boolean certain, Findings findings) {
		Matcher credentials = CREDENTIALS.matcher(text);
		if (credentials.lookingAt()) {
			String secret = credentials.group();
			boolean random = secret.length() >= 8 && secret.matches("(?=.*[0-9])(?=.*[A-Za-z]).*");
			if (random || (certain && secret.length() >= 4)) {
				addIfSecret(window, start, start + credentials.end(), findings);
			}
		}
	}

	private static void addIfSecret(Window window, int start, int end, Findings findings) {
		if (Plausibility.of(window.text(start, end)).isSecret(Kind.PASSWORD) && !Placeholders.contain(window, start)) {
			findings.add(new Finding("auth-header", Rank.CONTEXT, start, end));
		}
	}

	private static void detectCookie(Window window, int at, Findings findings) {
		int end = at + "cookie".length() + ((window.at(at + "cookie".length()) == 's') ? 1 : 0);
		if (Placeholders.contain(window, at)) {
			return;
		}
		Optional<NamedValue> region = region(window, end);
		region.ifPresent((value) -> addCookies(window, value, findings));
		Separator.after(window, at, end).ifPresent((separator) -> addJsonCookies(window, separator.end(), findings));
	}

	private static void addCookies(Window window, NamedValue region, Findings findings) {
		Matcher cookie = COOKIE.matcher(window.text(region.start(), region.end()));
		while (cookie.lookingAt()) {
			int start = region.start() + cookie.start(2);
			int end = region.start() + cookie.end(2);
			boolean quoted = cookie.group(2).startsWith("\"");
			start += quoted ? 1 : 0;
			end -= quoted ? 1 : 0;
			if (!ATTRIBUTE.matcher(cookie.group(1)).matches() && isCookie(cookie.group(2))) {
				findings.add(new Finding("cookie", Rank.CONTEXT, start, end));
			}
			int next = Math.max(cookie.end(), skipAttributes(window, region, cookie.end()));
			if (next >= region.end() - region.start() || next == cookie.start()) {
				return;
			}
			cookie.region(next, region.end() - region.start());
		}
	}

	private static int skipAttributes(Window window, NamedValue region, int from) {
		String text = window.text(region.start(), region.end());
		Matcher attribute = Pattern.compile("(?i)(?:[^;=,]*;\\s*)").matcher(text).region(from, text.length());
		int position = from;
		while (attribute.lookingAt()) {
			position = attribute.end();
			attribute.region(position, text.length());
		}
		return position;
	}

	private static void addJsonCookies(Window window, int from, Findings findings) {
		int open = window.skipBlanks(from);
		if (window.at(open) != '{') {
			return;
		}
		Matcher pair = JSON_COOKIE.matcher(window.text(open + 1, Math.min(window.end(), open + LONGEST)));
		while (pair.lookingAt()) {
			if (isCookie(pair.group(2))) {
				findings.add(new Finding("cookie", Rank.CONTEXT, open + 1 + pair.start(2), open + 1 + pair.end(2)));
			}
			pair.region(pair.end(), pair.regionEnd());
		}
	}

	private static boolean isCookie(String value) {
		return !value.isBlank() && !value.contains(Placeholders.PREFIX) && !value.matches("[<$*{%].*|null|deleted");
	}

}
