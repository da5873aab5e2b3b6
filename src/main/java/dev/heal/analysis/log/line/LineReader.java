package dev.heal.analysis.log.line;

import java.util.ArrayList;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.words.Conclusions;

/**
 * Reads a line of any format: JSON, logfmt, or text behind a prefix.
 */
public final class LineReader {

	private static final int INNER_LINES = 400;

	private static final int LONGEST_END = 400;

	/**
	 * A frame of a trace that was printed as a JSON array, one element a line.
	 */
	private static final Pattern ELEMENT = Pattern
		.compile("^\\s*(?:\"\\w+\": ?\\[ ?)?\"((?:[^\"\\\\]|\\\\.){12,})\"(?:,|\\] ?\\},?)$");

	private LineReader() {
	}

	public static List<LogLine> read(RawLine raw) {
		String text = LineText.of(raw.bytes());
		String written = Transport.unwrap(text);
		return StructuredRecord.parse(written)
			.map((record) -> structured(raw.number(), text, record))
			.orElseGet(() -> List.of(plain(raw.number(), text, written)));
	}

	private static LogLine plain(long number, String text, String written) {
		Matcher element = ELEMENT.matcher(written);
		if (element.find()) {
			return new LogLine(number, text, Severity.NONE, element.group(1), false, false);
		}
		LinePrefix prefix = LinePrefix.of(written);
		String body = withError(written.substring(prefix.length()));
		return new LogLine(number, text, severity(prefix.severity(), body), body, prefix.record(), false);
	}

	/**
	 * Puts the error that stands in fields behind a message in their place.
	 * @param body a message, then perhaps a tab and fields as JSON
	 * @return the message with its error
	 */
	private static String withError(String body) {
		int fields = body.endsWith("}") ? Math.max(body.indexOf("\t{"), body.indexOf(" {\"")) : -1;
		if (fields < 0) {
			return body;
		}
		String message = body.substring(0, fields).replace('\t', ' ').strip();
		return StructuredRecord.error(body.substring(fields + 1)).map((error) -> message + ": " + error).orElse(body);
	}

	private static Severity severity(Severity said, String body) {
		return (said.isHarmless() && body.length() < LONGEST_END && Conclusions.isEnd(body)) ? Severity.ERROR : said;
	}

	private static List<LogLine> structured(long number, String text, StructuredRecord record) {
		List<LogLine> lines = new ArrayList<>();
		List<String> said = record.lines();
		String first = said.isEmpty() ? "" : said.getFirst();
		lines.add(new LogLine(number, text, severity(record.severity(), first), first, true, false));
		said.stream()
			.skip(1)
			.limit(INNER_LINES)
			.forEach((line) -> lines.add(new LogLine(number, text, Severity.NONE, line, false, true)));
		return lines;
	}

}
