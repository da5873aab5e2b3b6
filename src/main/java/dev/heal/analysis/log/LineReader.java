package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a line of any format: JSON, logfmt, or text behind a prefix.
 */
final class LineReader {

	private static final int INNER_LINES = 400;

	private LineReader() {
	}

	static List<LogLine> read(RawLine raw) {
		String text = LineText.of(raw.bytes());
		return StructuredRecord.parse(text)
			.map((record) -> structured(raw.number(), text, record))
			.orElseGet(() -> List.of(plain(raw.number(), text)));
	}

	private static LogLine plain(long number, String text) {
		LinePrefix prefix = LinePrefix.of(text);
		return new LogLine(number, text, prefix.severity(), text.substring(prefix.length()), prefix.record(), false);
	}

	private static List<LogLine> structured(long number, String text, StructuredRecord record) {
		List<LogLine> lines = new ArrayList<>();
		List<String> said = record.lines();
		lines.add(new LogLine(number, text, record.severity(), said.isEmpty() ? "" : said.getFirst(), true, false));
		said.stream()
			.skip(1)
			.limit(INNER_LINES)
			.forEach((line) -> lines.add(new LogLine(number, text, Severity.NONE, line, false, true)));
		return lines;
	}

}
