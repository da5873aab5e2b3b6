package dev.heal.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import dev.heal.evidence.BoundedLines;

/**
 * The lines of a file around one of them. Of a line that is very long, its beginning is
 * held alone.
 *
 * @param first the number of the first one, from 1
 * @param lines the lines
 * @param isLast whether the file ends with the last one
 */
record EvidenceLines(long first, List<String> lines, boolean isLast) {

	private static final int LENGTH = 4000;

	static EvidenceLines read(InputStream in, long first, int count) throws IOException {
		List<String> lines = new ArrayList<>();
		BoundedLines all = new BoundedLines(in, LENGTH);
		all.skip(first - 1);
		for (String line = all.next(); line != null; line = all.next()) {
			lines.add(line);
			if (lines.size() == count) {
				return new EvidenceLines(first, lines, false);
			}
		}
		return new EvidenceLines(first, lines, true);
	}

	String html(long wanted) {
		StringBuilder html = new StringBuilder();
		long number = this.first;
		for (String line : this.lines) {
			html.append("<span%s><a id=\"L%d\" href=\"#L%d\" tabindex=\"-1\">%d</a>%s%s</span>".formatted(
					(number == wanted) ? " class=\"hit\"" : "", number, number, number, Html.text(line),
					(number == wanted) ? "" : "\n"));
			number++;
		}
		return html.toString();
	}

}
