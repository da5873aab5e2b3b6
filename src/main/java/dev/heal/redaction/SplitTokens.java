package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.heal.redaction.Finding.Rank;

/**
 * Tokens with something in them that does not show: the colours of a terminal, characters
 * of no width.
 */
final class SplitTokens {

	/** In UTF-8, all of three bytes. */
	private static final List<String> WIDTHLESS = List.of("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060",
			"\ufeff");

	private static final ByteClass TEXT = ByteClass
		.of("A-Za-z0-9._~+/=:;[\u001b\u00e2\u0080\u0081\u008b-\u008f\u00a0\u00ef\u00bb\u00bf-");

	private static final int REACH = 512;

	private static final int SHORTEST = 15;

	private final InnerSearch inner;

	private SplitTokens(InnerSearch inner) {
		this.inner = inner;
	}

	static void register(Prefilter prefilter, InnerSearch inner) {
		SplitTokens tokens = new SplitTokens(inner);
		for (String character : WIDTHLESS) {
			prefilter.addGram(character.getBytes(StandardCharsets.UTF_8), 0, 0, tokens::detect);
		}
		for (char digit = '0'; digit <= '9'; digit++) {
			prefilter.addText("\u001b[" + digit, tokens::detect);
		}
	}

	private void detect(Window window, int at, Findings findings) {
		int behind = invisibleEnd(window, at);
		if (behind == at || !ByteClass.TOKEN.has(window.at(at - 1)) || !ByteClass.TOKEN.has(window.at(behind))
				|| window.isDone(this, at)) {
			return;
		}
		int start = window.runStart(TEXT, at, REACH);
		int end = window.runEnd(TEXT, at, REACH);
		window.markDone(this, start, (end < at + REACH) ? end : at + REACH / 2);
		if (end - start >= SHORTEST) {
			search(window, start, end, findings);
		}
	}

	private void search(Window window, int start, int end, Findings findings) {
		DecodedText text = new DecodedText(end - start);
		int position = start;
		while (position < end) {
			int next = invisibleEnd(window, position);
			if (next == position) {
				text.add(window.at(position), position);
				next++;
			}
			position = next;
		}
		text.end(end);
		this.inner.search(text.bytes(), (found) -> {
			int from = text.origin(found.start());
			int to = text.origin(found.end() - 1) + 1;
			if (to - from > found.end() - found.start()) {
				findings.add(new Finding(found.id(), Rank.TOKEN, from, to));
			}
		});
	}

	private static int invisibleEnd(Window window, int at) {
		if (window.at(at) == 0xE2 || window.at(at) == 0xEF) {
			return isWidthless(window, at) ? at + 3 : at;
		}
		return (window.at(at) == Window.ESCAPE) ? Escapes.skipColours(window, at) : at;
	}

	private static boolean isWidthless(Window window, int at) {
		int last = window.at(at + 2);
		return switch (window.at(at + 1)) {
			case 0x80 -> window.at(at) == 0xE2 && last >= 0x8B && last <= 0x8F;
			case 0x81 -> window.at(at) == 0xE2 && last == 0xA0;
			case 0xBB -> window.at(at) == 0xEF && last == 0xBF;
			default -> false;
		};
	}

}
