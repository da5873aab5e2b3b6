package dev.heal.redaction;

import dev.heal.redaction.Finding.Rank;

/**
 * Tokens some of whose characters are percent-encoded, or escaped as in JSON.
 */
final class EscapedTokens {

	private static final String[] ESCAPES = { "%2f", "%2b", "%3d", "%7e", "%2d", "%2e", "%5f", "%3a", "\\u00" };

	private static final ByteClass TEXT = ByteClass.of("A-Za-z0-9%._~+/=\\:-");

	private static final int REACH = 1024;

	private static final int SHORTEST = 15;

	private final InnerSearch inner;

	private EscapedTokens(InnerSearch inner) {
		this.inner = inner;
	}

	static void register(Prefilter prefilter, InnerSearch inner) {
		EscapedTokens tokens = new EscapedTokens(inner);
		for (String escape : ESCAPES) {
			prefilter.addText(escape, tokens::detect);
		}
		for (char before = '+'; before <= 'z'; before++) {
			if (TEXT.has(before) && !Character.isUpperCase(before) && before != '\\') {
				prefilter.addText(before + "\\/", tokens::detect);
			}
		}
	}

	private void detect(Window window, int at, Findings findings) {
		if (window.isDone(this, at)) {
			return;
		}
		int start = window.runStart(TEXT, at, REACH);
		int end = window.runEnd(TEXT, at, REACH);
		window.markDone(this, start, (end < at + REACH) ? end : at + REACH / 2);
		if (end - start < SHORTEST) {
			return;
		}
		DecodedText decoded = decoded(window, start, end);
		this.inner.search(decoded.bytes(), (found) -> {
			int from = decoded.origin(found.start());
			int to = decoded.origin(found.end());
			if (to - from > found.end() - found.start()) {
				findings.add(new Finding(found.id(), Rank.TOKEN, from, to));
			}
		});
	}

	private static DecodedText decoded(Window window, int start, int end) {
		DecodedText text = new DecodedText(end - start);
		int position = start;
		boolean url = window.text(start, end).indexOf('%') >= 0;
		while (position < end) {
			int escaped = Escapes.escapedLength(window, position);
			boolean border = url && window.at(position) == '/';
			text.add(border ? '\n' : Escapes.escaped(window, position, escaped), position);
			position += escaped;
		}
		text.end(Math.min(position, end));
		return text;
	}

}
