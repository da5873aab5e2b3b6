package dev.heal.mcp;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Location;

/**
 * What a log says, as far as it tells of the error: how it begins, the error, and the
 * first frame in the application's own code. {@code read_evidence} has what is between.
 */
record Quotation(String file, long firstLine, long lastLine,
		@Nullable @JsonPropertyDescription("the line of the error") Long errorLine, String text) {

	private static final int HEAD = 2;

	/**
	 * So many lines are not worth a gap.
	 */
	private static final int SHORT = 8;

	static @Nullable Quotation of(Analysis analysis, int share, int width) {
		Analysis.Excerpt excerpt = analysis.excerpt();
		if (excerpt == null) {
			return null;
		}
		List<String> lines = excerpt.text().lines().toList();
		int error = find(lines, (line) -> isError(line, analysis.errorLine()));
		Location location = analysis.location();
		int frame = (location != null) ? find(lines, (line) -> isFrame(line, location)) : -1;
		String text = joined(lines, shown(lines.size(), error, frame, share), width);
		return new Quotation(excerpt.file(), excerpt.firstLine(), excerpt.lastLine(),
				(error >= 0) ? excerpt.firstLine() + error : null, text);
	}

	private static int find(List<String> lines, Predicate<String> wanted) {
		return IntStream.range(0, lines.size()).filter((index) -> wanted.test(lines.get(index))).findFirst().orElse(-1);
	}

	private static boolean isError(String line, @Nullable String error) {
		return error != null && !error.isBlank() && line.contains(error.strip());
	}

	private static boolean isFrame(String line, Location location) {
		return location.file() != null && line.contains(location.file())
				&& (location.line() == null || line.matches(".*\\b" + location.line() + "\\b.*"));
	}

	private static NavigableSet<Integer> shown(int size, int error, int frame, int share) {
		NavigableSet<Integer> shown = new TreeSet<>();
		if (size <= SHORT) {
			add(shown, 0, size);
			return shown;
		}
		add(shown, 0, HEAD);
		// where nothing states the error, the end does
		int stated = (error >= 0) ? error : size - 1;
		add(shown, stated - 1, stated + 1 + share / 2);
		if (frame >= 0) {
			add(shown, frame - 1, frame + 2);
		}
		shown.removeIf((index) -> index < 0 || index >= size);
		return shown;
	}

	private static void add(NavigableSet<Integer> shown, int from, int to) {
		IntStream.range(from, to).forEach(shown::add);
	}

	private static String joined(List<String> lines, NavigableSet<Integer> shown, int width) {
		StringBuilder text = new StringBuilder();
		int next = 0;
		for (int index : shown) {
			gap(text, index - next);
			text.append(Answers.cutText(lines.get(index), width)).append('\n');
			next = index + 1;
		}
		gap(text, lines.size() - next);
		return text.toString().stripTrailing();
	}

	private static void gap(StringBuilder text, int lines) {
		if (lines > 0) {
			text.append("…[").append(lines).append(" lines left out]\n");
		}
	}

	boolean holds(@Nullable String line) {
		return line != null && this.text.contains(line);
	}

	/**
	 * Tells whether a claim only says that the error stands where it is quoted.
	 * @param claim the claim
	 * @param error the error
	 * @return whether it says no more
	 */
	boolean holds(Analysis.Claim claim, @Nullable String error) {
		return error != null && this.errorLine != null && this.errorLine.equals(claim.line())
				&& claim.text().contains(error) && this.file.equals(claim.file());
	}

}
