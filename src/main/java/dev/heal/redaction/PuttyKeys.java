package dev.heal.redaction;

import dev.heal.redaction.Finding.Rank;

/**
 * Private keys in the format of PuTTY: as many lines as their head says.
 */
final class PuttyKeys {

	private static final String HEAD = "Private-Lines: ";

	private static final int MOST_LINES = 200;

	private static final int LONGEST_LINE = 80;

	private static final ByteClass BASE64 = ByteClass.of("A-Za-z0-9+/=");

	private static final ByteClass SPACE = ByteClass.of(" \t\r\n");

	private PuttyKeys() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText(HEAD, PuttyKeys::detect);
		prefilter.addText("Private-MAC: ",
				(window, at, findings) -> addRun(window, at + "Private-MAC: ".length(), findings));
	}

	private static void detect(Window window, int at, Findings findings) {
		int number = at + HEAD.length();
		int digits = window.runEnd(ByteClass.DIGIT, number, 3);
		int lines = (digits > number) ? Integer.parseInt(window.text(number, digits)) : 0;
		int start = lineBreakEnd(window, digits);
		int end = start;
		int next = start;
		for (int line = 0; line < Math.min(lines, MOST_LINES) && next >= start; line++) {
			int run = window.runEnd(BASE64, next, LONGEST_LINE);
			end = Math.max(end, run);
			next = (run > next) ? lineBreakEnd(window, run) : -1;
		}
		add(start, end, findings);
	}

	private static int lineBreakEnd(Window window, int from) {
		int position = window.runEnd(SPACE, from, LONGEST_LINE);
		while (window.at(position) == '\\' && position - from < LONGEST_LINE) {
			position = window.runEnd(SPACE, position + Escapes.escapedLength(window, position), LONGEST_LINE);
		}
		return position;
	}

	private static void addRun(Window window, int start, Findings findings) {
		add(start, window.runEnd(BASE64, start, LONGEST_LINE), findings);
	}

	private static void add(int start, int end, Findings findings) {
		if (end - start >= LONGEST_LINE / 4) {
			findings.add(new Finding("putty-key", Rank.BLOCK, start, end));
		}
	}

}
