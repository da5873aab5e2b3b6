package dev.heal.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
		byte[] buffer = new byte[64 * 1024];
		byte[] line = new byte[LENGTH];
		long number = 1;
		int length = 0;
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			for (int i = 0; i < read; i++) {
				if (buffer[i] != '\n') {
					if (number >= first && length < LENGTH) {
						line[length++] = buffer[i];
					}
					continue;
				}
				if (number >= first) {
					lines.add(text(line, length));
				}
				if (lines.size() == count) {
					return new EvidenceLines(first, lines, false);
				}
				length = 0;
				number++;
			}
		}
		if (length > 0) {
			lines.add(text(line, length));
		}
		return new EvidenceLines(first, lines, true);
	}

	private static String text(byte[] line, int length) {
		return new String(Arrays.copyOf(line, length), StandardCharsets.UTF_8);
	}

	String html(long wanted) {
		StringBuilder html = new StringBuilder();
		long number = this.first;
		for (String line : this.lines) {
			html.append("<span%s><a id=\"L%d\" href=\"#L%d\">%d</a>%s%s</span>".formatted(
					(number == wanted) ? " class=\"hit\"" : "", number, number, number, Html.text(line),
					(number == wanted) ? "" : "\n"));
			number++;
		}
		return html.toString();
	}

}
