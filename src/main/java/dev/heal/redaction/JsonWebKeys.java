package dev.heal.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;

/**
 * The private members of a key in JSON, as RFC 7517 has it, also where the JSON is
 * escaped.
 */
final class JsonWebKeys {

	private static final int REACH = 8 * 1024;

	private static final String QUOTE = "(\\\\{0,16}[\"'])";

	private static final Pattern TYPE = Pattern.compile("\\\\{0,16}[\"']\\s*:\\s*\\\\{0,16}[\"'](?:RSA|EC|OKP|oct)\\b");

	/** The key of a symmetric cipher, and what only its owner has of a pair. */
	private static final Pattern MEMBER = Pattern
		.compile(QUOTE + "(?:d|p|q|dp|dq|qi|k)\\1\\s*:\\s*\\1([A-Za-z0-9_+/=-]{8,4096})");

	private JsonWebKeys() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText("kty\"", JsonWebKeys::detect);
		prefilter.addText("kty'", JsonWebKeys::detect);
		prefilter.addText("kty\\", JsonWebKeys::detect);
	}

	private static void detect(Window window, int at, Findings findings) {
		int end = at + "kty".length();
		if (window.isDone(JsonWebKeys.class, at)
				|| !TYPE.matcher(window.view(end, Math.min(window.end(), end + 80))).lookingAt()) {
			return;
		}
		int from = edge(window, at, Math.max(0, at - REACH), -1, '{');
		int to = edge(window, at, Math.min(window.end(), at + REACH), 1, '}');
		Matcher member = MEMBER.matcher(window.view(from, to));
		while (member.find()) {
			findings.add(new Finding("jwk", Rank.CONTEXT, from + member.start(2), from + member.end(2)));
		}
		window.markDone(JsonWebKeys.class, from, to);
	}

	private static int edge(Window window, int at, int limit, int step, char brace) {
		int position = at;
		while (position != limit && window.at(position) != brace) {
			position += step;
		}
		return position;
	}

}
