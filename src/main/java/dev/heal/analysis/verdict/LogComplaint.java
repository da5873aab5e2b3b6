package dev.heal.analysis.verdict;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile.Kind;

/**
 * What the log of a pod that has not failed says again and again.
 *
 * @param statement the words
 * @param count in how many lines they stand
 * @param since when they were said first, else the line
 */
record LogComplaint(String statement, int count, String since) {

	private static final int LIMIT = 200;

	/**
	 * Numbers, names and ids change from line to line.
	 */
	private static final Pattern CHANGING = Pattern.compile("[^\\s]*[0-9/\"'][^\\s]*|[:=,;(){}\\[\\]]+");

	private static final Pattern TIME = Pattern
		.compile("\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?");

	static LogComplaint of(Evidence evidence, LogFinding finding) {
		List<String> words = words(finding.errorLine());
		int count = 0;
		String since = "line " + finding.errorLineNumber();
		try (BufferedReader log = new BufferedReader(new InputStreamReader(
				evidence.open(Kind.CURRENT_LOG).orElse(InputStream.nullInputStream()), StandardCharsets.UTF_8))) {
			for (String line = log.readLine(); line != null; line = log.readLine()) {
				if (words.stream().allMatch(line::contains)) {
					since = (count == 0) ? time(line, since) : since;
					count++;
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read the log of " + evidence.manifest().pod(), ex);
		}
		return new LogComplaint(finding.statement(), Math.max(count, 1), since);
	}

	private static List<String> words(String line) {
		List<String> parts = Arrays.stream(CHANGING.matcher(line).replaceAll("\n").split("\n", -1))
			.map(String::strip)
			.filter((part) -> part.length() > 2)
			.sorted(Comparator.comparingInt(String::length).reversed())
			.limit(2)
			.toList();
		return parts.isEmpty() ? List.of(line.strip()) : parts;
	}

	private static String time(String line, String otherwise) {
		Matcher time = TIME.matcher(line);
		return time.find() ? time.group() : otherwise;
	}

	String clause() {
		String times = (this.count == 1) ? "once (%s)".formatted(this.since)
				: "%d times since %s".formatted(this.count, this.since);
		return "its log complains %s: %s".formatted(times, Words.quote(this.statement, LIMIT));
	}

}
