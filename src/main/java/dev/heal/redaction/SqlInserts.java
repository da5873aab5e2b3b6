package dev.heal.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Values of an INSERT, by the names of their columns.
 */
final class SqlInserts {

	private static final int REACH = 4096;

	private static final int MOST_COLUMNS = 64;

	private static final Pattern COLUMNS = Pattern.compile(
			"\\s+[\\w.\"`\\[\\]\\\\]+\\s*\\(([\\w\\s,\"`\\[\\]\\\\]{1,1000})\\)\\s*VALUES\\s*",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern ROW_START = Pattern.compile("\\s*,?\\s*\\(\\s*");

	private static final Pattern VALUE = Pattern
		.compile("(?:'((?:[^']|'')*+)'|([^,()']*+(?:\\([^()]*+\\))?+))\\s*([,)])\\s*");

	private SqlInserts() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText("insert into", (window, at, findings) -> detect(window, at + 11, findings));
	}

	private static void detect(Window window, int from, Findings findings) {
		CharSequence text = window.view(from, Math.min(window.end(), from + REACH));
		Matcher columns = COLUMNS.matcher(text);
		if (!columns.lookingAt()) {
			return;
		}
		List<Optional<Kind>> kinds = Arrays.stream(columns.group(1).split(","))
			.map((name) -> SecretNames.kindOf(name.replaceAll("[^\\w]", "")))
			.limit(MOST_COLUMNS)
			.toList();
		if (kinds.stream().anyMatch(Optional::isPresent)) {
			addRows(window, from, text, columns.end(), kinds, findings);
		}
	}

	private static void addRows(Window window, int from, CharSequence text, int start, List<Optional<Kind>> kinds,
			Findings findings) {
		Matcher row = ROW_START.matcher(text).region(start, text.length());
		Matcher value = VALUE.matcher(text);
		while (row.lookingAt()) {
			int position = row.end();
			for (int column = 0; column < kinds.size() && value.region(position, text.length()).lookingAt(); column++) {
				if (value.start(1) >= 0 && kinds.get(column).isPresent()) {
					add(window, from + value.start(1), from + value.end(1), findings);
				}
				position = value.end();
			}
			row.region(position, text.length());
		}
	}

	private static void add(Window window, int start, int end, Findings findings) {
		if (window.holdsSecret(start, end, Kind.PASSWORD)) {
			findings.add(new Finding("keyword-value", Rank.NAME, start, end));
		}
	}

}
