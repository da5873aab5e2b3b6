package dev.heal.redaction;

import dev.heal.redaction.Finding.Rank;

/**
 * Passwords in URLs and data source names, before the host.
 */
final class UrlUserInfo {

	private static final String ID = "url-userinfo";

	private static final int LONGEST = 512;

	private static final int SHORTEST_KEY = 20;

	private static final ByteClass ORACLE_PASSWORD = ByteClass.of("!#$%&*+.0-9A-Z^_a-z~-");

	private static final ByteClass PASSWORD = ByteClass.of("!#$%&()*+,.0-9:;=@A-Z[]^_`a-z{|}~-");

	private UrlUserInfo() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText("://", UrlUserInfo::detect);
		prefilter.addText(":\\/", UrlUserInfo::detect);
		prefilter.addText("%3a%2f", UrlUserInfo::detect);
		prefilter.addText(":\\u002f", UrlUserInfo::detect);
		for (char first : "abcdefghijklmnopqrstuvwxyz0123456789[".toCharArray()) {
			prefilter.addText("@(" + first, UrlUserInfo::detectBefore);
			prefilter.addText("@/" + first, UrlUserInfo::detectBefore);
		}
		prefilter.addText("@tcp(", UrlUserInfo::detectBefore);
		prefilter.addText("@unix(", UrlUserInfo::detectBefore);
		prefilter.addText("oracle:thin:", UrlUserInfo::detectOracle);
	}

	private static void detect(Window window, int at, Findings findings) {
		int colon = (window.at(at) == '%') ? 3 : 1;
		boolean encoded = colon > 1 || window.matches(at + 1, "\\u");
		int position = at + colon;
		position += Escapes.length(window, position, '/');
		int slash = Escapes.length(window, position, '/');
		if (slash == 0 || !ByteClass.WORD.has(window.at(at - 1))) {
			return;
		}
		detectAuthority(window, position + slash, encoded, findings);
	}

	private static void detectAuthority(Window window, int start, boolean encoded, Findings findings) {
		if (window.at(start) == '[') {
			return;
		}
		int colon = -1;
		int host = -1;
		int position = start;
		int limit = Math.min(window.end(), start + LONGEST);
		while (position < limit && (isPart(window, position) || (encoded && isMark(window, position, '@', true)))
				&& !(encoded && endsEncoded(window, position))) {
			if (colon < 0 && isMark(window, position, ':', encoded)) {
				colon = position;
			}
			if (isMark(window, position, '@', encoded)) {
				host = position;
			}
			position++;
		}
		if (host > 0 && !window.text(start, host).contains(Placeholders.PREFIX)) {
			addPassword(window, start, colon, host, encoded, findings);
		}
	}

	private static boolean isPart(Window window, int position) {
		return window.at(position) >= 0x80 || PASSWORD.has(window.at(position));
	}

	private static boolean isMark(Window window, int position, char mark, boolean encoded) {
		return window.at(position) == mark || (encoded && Escapes.length(window, position, mark) > 0);
	}

	private static boolean endsEncoded(Window window, int position) {
		return window.at(position) == '&'
				|| (window.at(position) == '%' && "/ \"'?&<>".indexOf(Escapes.hex(window, position + 1, 2)) >= 0);
	}

	private static void addPassword(Window window, int start, int colon, int host, boolean encoded, Findings findings) {
		if (colon < 0 || colon > host) {
			addKey(window, start, host, findings);
			return;
		}
		int password = colon + (encoded ? Escapes.length(window, colon, ':') : 1);
		if (!window.matches(host, "@sha") && isPassword(window, password, host)) {
			findings.add(new Finding(ID, Rank.CONTEXT, password, host));
		}
	}

	private static void addKey(Window window, int start, int end, Findings findings) {
		boolean key = end - start >= SHORTEST_KEY && window.runEnd(ByteClass.TOKEN, start, LONGEST) == end
				&& window.text(start, end).chars().anyMatch(Character::isDigit);
		if (key) {
			findings.add(new Finding(ID, Rank.CONTEXT, start, end));
		}
	}

	private static boolean isPassword(Window window, int start, int end) {
		return (end - start <= 12 && window.runEnd(ByteClass.DIGIT, start, end - start) == end)
				|| !StandIns.isBlank(window.text(start, end));
	}

	private static void detectBefore(Window window, int at, Findings findings) {
		int start = window.runStart(PASSWORD, at, 256);
		int colon = start;
		while (colon < at && window.at(colon) != ':') {
			colon++;
		}
		if (colon < at && isPassword(window, colon + 1, at)) {
			findings.add(new Finding(ID, Rank.CONTEXT, colon + 1, at));
		}
	}

	private static void detectOracle(Window window, int at, Findings findings) {
		int user = at + "oracle:thin:".length();
		int slash = window.runEnd(ByteClass.WORD, user, 64);
		int end = window.runEnd(ORACLE_PASSWORD, slash + 1, 128);
		if (window.at(slash) == '/' && window.at(end) == '@' && isPassword(window, slash + 1, end)) {
			findings.add(new Finding(ID, Rank.CONTEXT, slash + 1, end));
		}
	}

}
