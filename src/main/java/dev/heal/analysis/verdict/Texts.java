package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Finds names in texts: each pattern has the name as its first group that takes part.
 */
final class Texts {

	private Texts() {
	}

	static Optional<String> first(Pattern pattern, String text, Predicate<String> wanted) {
		return all(pattern, text).stream().filter(wanted).findFirst();
	}

	static List<String> all(Pattern pattern, String text) {
		Stream.Builder<String> found = Stream.builder();
		Matcher matcher = pattern.matcher(text);
		int from = 0;
		while (from <= text.length() && matcher.find(from)) {
			int group = 1;
			while (group < matcher.groupCount() && matcher.group(group) == null) {
				group++;
			}
			found.add(matcher.group(group));
			from = Math.max(matcher.end(group), from + 1);
		}
		return found.build().distinct().toList();
	}

}
