package dev.heal.analysis.verdict;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds in Heal's own sentences what was taken over from a log word by word, and puts it
 * into quotation marks, so that nobody takes it for Heal's advice.
 */
final class ForeignWords {

	private static final int RUN = 4;

	private static final int LIMIT = 200;

	private final Set<String> runs = new HashSet<>();

	ForeignWords(@Nullable String... texts) {
		Stream.of(texts).filter(Objects::nonNull).forEach((text) -> {
			List<String> words = words(text);
			for (int i = 0; i + RUN <= words.size(); i++) {
				this.runs.add(run(words, i));
			}
		});
	}

	/**
	 * Quotes foreign words.
	 * @param sentence a sentence, in which quoted words may stand already
	 * @return the sentence with all of them quoted
	 */
	String quoted(String sentence) {
		int open = sentence.indexOf(Words.OPEN);
		int close = sentence.lastIndexOf(Words.CLOSE);
		return (open < 0 || close < open) ? mark(sentence) : mark(sentence.substring(0, open))
				+ sentence.substring(open, close + 1) + mark(sentence.substring(close + 1));
	}

	private String mark(String prose) {
		List<String> words = words(prose);
		int first = -1;
		int last = -1;
		for (int i = 0; i + RUN <= words.size(); i++) {
			if (this.runs.contains(run(words, i))) {
				first = (first < 0) ? i : first;
				last = i + RUN;
			}
		}
		if (first < 0) {
			return prose;
		}
		String before = String.join(" ", words.subList(0, first));
		String after = String.join(" ", words.subList(last, words.size()));
		String quote = Words.quote(String.join(" ", words.subList(first, last)), LIMIT);
		String marked = String.join(" ", Stream.of(before, quote, after).filter((part) -> !part.isEmpty()).toList());
		return prose.endsWith(" ") ? marked + " " : marked;
	}

	private static List<String> words(String text) {
		return Arrays.stream(text.split("\\s+")).filter((word) -> !word.isEmpty()).toList();
	}

	private static String run(List<String> words, int start) {
		return String.join(" ", words.subList(start, start + RUN)).toLowerCase(Locale.ROOT);
	}

}
