package dev.heal.report;

import java.util.regex.Pattern;

/**
 * Puts text that strangers wrote into markdown, so that it stays text.
 */
final class Markdown {

	private static final int INLINE_LENGTH = 400;

	private static final Pattern ESCAPE_SEQUENCE = Pattern
		.compile("\u001B(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007]{0,256}\u0007?|.)");

	private static final Pattern INVISIBLE = Pattern
		.compile("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}\\x{FE00}-\\x{FE0F}\\x{E0000}-\\x{E01EF}&&[^\\n\\t]]");

	private static final Pattern BACKTICKS = Pattern.compile("`+");

	private Markdown() {
	}

	static String visible(String text) {
		return INVISIBLE.matcher(ESCAPE_SEQUENCE.matcher(text).replaceAll("")).replaceAll("");
	}

	static String inline(String text) {
		String line = visible(text).replaceAll("\\s+", " ").strip();
		String cut = (line.codePointCount(0, line.length()) > INLINE_LENGTH)
				? line.substring(0, line.offsetByCodePoints(0, INLINE_LENGTH)) + "…" : line;
		return cut.replace("&", "&amp;").replace("<", "&lt;").replace("[", "\\[").replace("`", "'").replace("|", "\\|");
	}

	static String code(String text) {
		String line = visible(text).replaceAll("\\s+", " ").strip().replace('`', '\'');
		return line.isEmpty() ? "` `" : "`" + line + "`";
	}

	static String fence(String text) {
		String content = visible(text).stripTrailing();
		int longest = BACKTICKS.matcher(content).results().mapToInt((run) -> run.end() - run.start()).max().orElse(0);
		String fence = "`".repeat(Math.max(3, longest + 1));
		return fence + "text\n" + content + "\n" + fence;
	}

}
