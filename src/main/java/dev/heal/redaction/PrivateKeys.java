package dev.heal.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;

/**
 * Private keys in PEM, in lines of their own or escaped, also without their head or tail.
 */
final class PrivateKeys {

	private static final String ID = "pem-private-key";

	private static final int LONGEST = 16 * 1024;

	private static final String BEGIN = "-----BEGIN";

	private static final String END = "-----END";

	private static final int SHORTEST_BODY = 24;

	private static final int LONGEST_LABEL = 60;

	private static final int LONGEST_PREFIX = 120;

	private static final ByteClass BODY = ByteClass.of("A-Za-z0-9+/=\n\r\\ \t:,-");

	/** Between two strings that a program puts together. */
	private static final Pattern JOINT = Pattern
		.compile("([\"'])[ \\t]*[+.&,\\\\]?[ \\t]*\\r?\\n?[ \\t]*[+.&]?[ \\t]*\\1(?=[A-Za-z0-9+/=-])");

	private static final int LONGEST_JOINT = 80;

	private static final ByteClass LINE = ByteClass.of("A-Za-z0-9+/=");

	private PrivateKeys() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText("private key", PrivateKeys::detect);
	}

	private static void detect(Window window, int at, Findings findings) {
		int behind = window.at(at + "PRIVATE KEY".length());
		if ((behind != '-' && behind != ' ') || !window.matches(at, "PRIVATE KEY") || findings.holdsBlock(at)) {
			return;
		}
		int head = labelStart(window, at, BEGIN);
		int tail = labelStart(window, at, END);
		if (head >= 0 && tail < head) {
			int end = blockEnd(window, head, at);
			if (end > labelEnd(window, at)) {
				findings.add(new Finding(ID, Rank.BLOCK, head, end));
			}
		}
		else if (tail >= 0) {
			addHeadless(window, tail, at, findings);
		}
	}

	private static int labelStart(Window window, int at, String mark) {
		for (int i = at; i >= Math.max(0, at - LONGEST_LABEL); i--) {
			if (window.at(i) == '-' && window.matches(i, mark)) {
				return i;
			}
		}
		return -1;
	}

	private static int blockEnd(Window window, int head, int label) {
		int line = window.lineStart(head, LONGEST_PREFIX);
		int body = labelEnd(window, label);
		int end = body;
		int limit = Math.min(window.end(), body + LONGEST);
		int joint = jointEnd(window, end);
		while (end < limit && (BODY.has(window.at(end)) || joint > end) && !window.matches(end, BEGIN)) {
			if (window.at(end) == '-' && window.matches(end, END)) {
				return labelEnd(window, end + END.length());
			}
			end = (joint > end) ? joint : nextInBody(window, end, line, head);
			joint = jointEnd(window, end);
		}
		return lastOfBody(window, body, end);
	}

	private static int jointEnd(Window window, int at) {
		if (window.at(at) != '"' && window.at(at) != '\'') {
			return at;
		}
		Matcher joint = JOINT.matcher(window.view(at, Math.min(window.end(), at + LONGEST_JOINT)));
		return joint.lookingAt() ? at + joint.end() : at;
	}

	// Skips what a logger puts before each line, going by what it put before the first.
	private static int nextInBody(Window window, int at, int line, int head) {
		int next = at + 1;
		boolean prefixed = window.at(at) == '\n' && areAlike(window, line, next, head - line);
		return prefixed ? next + head - line : next;
	}

	private static boolean areAlike(Window window, int one, int other, int length) {
		for (int i = 0; i < length; i++) {
			int expected = window.at(one + i);
			boolean digits = ByteClass.DIGIT.has(expected) && ByteClass.DIGIT.has(window.at(other + i));
			if (expected != window.at(other + i) && !digits) {
				return false;
			}
		}
		return true;
	}

	private static int lastOfBody(Window window, int body, int end) {
		int position = body;
		int last = body;
		while (position < end) {
			int run = window.runEnd(LINE, position, LONGEST);
			if (run - position >= 16 && run <= end) {
				last = run;
			}
			position = Math.max(run, position) + 1;
		}
		return last;
	}

	private static int labelEnd(Window window, int from) {
		int end = from;
		while (end < from + LONGEST_LABEL && !window.matches(end, "-----")) {
			end++;
		}
		return Math.min(window.end(), window.matches(end, "-----") ? end + 5 : from);
	}

	private static void addHeadless(Window window, int tail, int label, Findings findings) {
		int start = tail;
		int limit = Math.max(0, tail - LONGEST);
		int line = previousLine(window, start);
		while (line < start && line >= limit) {
			start = line;
			line = previousLine(window, start);
		}
		if (tail - start >= SHORTEST_BODY) {
			findings.add(new Finding(ID, Rank.BLOCK, start, labelEnd(window, label)));
		}
	}

	private static int previousLine(Window window, int start) {
		int end = start;
		while (window.at(end - 1) == '\n' || window.at(end - 1) == '\r' || window.at(end - 1) == ' ') {
			end--;
		}
		while (window.at(end - 2) == '\\' && (window.at(end - 1) == 'n' || window.at(end - 1) == 'r')) {
			end -= 2;
		}
		int line = window.runStart(LINE, end, LONGEST);
		line = (window.at(line - 1) == '\\' && window.at(line) == 'n') ? line + 1 : line;
		return (end < start && end - line >= 4) ? line : start;
	}

}
