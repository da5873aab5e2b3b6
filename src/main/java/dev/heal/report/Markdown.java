package dev.heal.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts text that strangers wrote into markdown, so that it stays text.
 */
final class Markdown {

	private static final int INLINE_LENGTH = 400;

	private static final char OPEN = '\u201C';

	private static final char CLOSE = '\u201D';

	/**
	 * Names such as {@code __init__}, which read better as code, and what has to be
	 * escaped.
	 */
	private static final Pattern MARKUP = Pattern.compile(
			"(?<![\\p{L}\\p{N}_])(__\\w{1,60}__)(?![\\p{L}\\p{N}_])|[\\\\*\\[\\]|~]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

	private static final Pattern BLOCK_START = Pattern.compile("^(\\d*)([#>+=.)-])");

	private static final int LINE_LENGTH = 1000;

	private static final Pattern BACKTICKS = Pattern.compile("`+");

	private Markdown() {
	}

	static String visible(String text) {
		return VisibleText.of(text);
	}

	static String inline(String text) {
		String line = visible(text).replaceAll("\\s+", " ").strip();
		String cut = (line.codePointCount(0, line.length()) > INLINE_LENGTH)
				? line.substring(0, line.offsetByCodePoints(0, INLINE_LENGTH)) + "…" : line;
		String plain = MARKUP.matcher(cut.replace('`', '\''))
			.replaceAll((found) -> (found.group(1) != null) ? "`$1`" : "\\\\$0");
		return BLOCK_START.matcher(plain.replace("&", "&amp;").replace("<", "&lt;")).replaceFirst("$1\\\\$2");
	}

	/**
	 * Leaves out what the log says: that belongs into a fence.
	 * @param text a sentence in which words of the log stand in quotation marks
	 * @return the sentence without them, which still reads as one
	 */
	static String withoutQuotes(String text) {
		int start = text.indexOf(OPEN);
		int end = text.lastIndexOf(CLOSE);
		if (start < 0 || end < start) {
			return text;
		}
		String before = text.substring(0, start).stripTrailing();
		String after = text.substring(end + 1);
		if (!before.endsWith(":")) {
			return before + " the error above" + after;
		}
		String ended = before.substring(0, before.length() - 1);
		return (after.isBlank() || after.matches("(?s)[.,;].*")) ? ended + after : ended + "." + after;
	}

	/**
	 * Returns what stands before and after what the log says.
	 * @param text a sentence in which words of the log may stand in quotation marks
	 * @return two parts, of which the second is empty where nothing is quoted
	 */
	static List<String> aroundQuotes(String text) {
		int start = text.indexOf(OPEN);
		int end = text.lastIndexOf(CLOSE);
		return (start < 0 || end < start) ? List.of(text, "")
				: List.of(text.substring(0, start).strip(), text.substring(end + 1));
	}

	static String code(String text) {
		String line = visible(text).replaceAll("\\s+", " ").strip().replace('`', '\'');
		return line.isEmpty() ? "` `" : "`" + line + "`";
	}

	static String fence(String text) {
		String content = visible(text).stripTrailing().lines().map(Markdown::cut).collect(Collectors.joining("\n"));
		int longest = BACKTICKS.matcher(content).results().mapToInt((run) -> run.end() - run.start()).max().orElse(0);
		String fence = "`".repeat(Math.max(3, longest + 1));
		return fence + "text\n" + content + "\n" + fence;
	}

	private static String cut(String line) {
		return (line.length() > LINE_LENGTH)
				? line.substring(0, LINE_LENGTH) + "… (%d characters more)".formatted(line.length() - LINE_LENGTH)
				: line;
	}

}
