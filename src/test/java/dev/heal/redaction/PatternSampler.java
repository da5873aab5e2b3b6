package dev.heal.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws strings that a pattern matches: character classes, groups, alternatives and
 * counts, which is all that the catalogue of tokens uses.
 */
final class PatternSampler {

	/**
	 * Which length to draw where the pattern leaves a choice.
	 */
	enum Length {

		SHORTEST, LONGEST, ANY

	}

	private static final int OPEN_END = 24;

	private static final int OPEN_START = 6;

	private final String pattern;

	private int position;

	private PatternSampler(String pattern) {
		this.pattern = pattern;
	}

	// Returns the alternatives of a pattern, each to be drawn from on its own.
	static List<Choice> alternatives(String pattern) {
		return new PatternSampler(pattern).choices().stream().map((sequence) -> new Choice(List.of(sequence))).toList();
	}

	private List<Sequence> choices() {
		List<Sequence> choices = new ArrayList<>();
		do {
			choices.add(sequence());
		}
		while (skip("|"));
		return choices;
	}

	private Sequence sequence() {
		List<Repeated> parts = new ArrayList<>();
		while (this.position < this.pattern.length() && "|)".indexOf(this.pattern.charAt(this.position)) < 0) {
			parts.add(repeated(part()));
		}
		return new Sequence(parts);
	}

	private Part part() {
		if (skip("(?:")) {
			List<Sequence> choices = choices();
			this.position++;
			return new Choice(choices);
		}
		if (skip("[")) {
			StringBuilder characters = new StringBuilder();
			while (!skip("]")) {
				characters.append(member());
			}
			return new Characters(characters.toString());
		}
		return new Characters(single());
	}

	private String member() {
		String from = single();
		if (from.length() == 1 && this.position + 1 < this.pattern.length() && this.pattern.charAt(this.position) == '-'
				&& this.pattern.charAt(this.position + 1) != ']') {
			this.position++;
			return range(from.charAt(0), single().charAt(0));
		}
		return from;
	}

	private String single() {
		char character = this.pattern.charAt(this.position++);
		if (character != '\\') {
			return String.valueOf(character);
		}
		char escaped = this.pattern.charAt(this.position++);
		return switch (escaped) {
			case 'd' -> range('0', '9');
			case 'w' -> range('a', 'z') + range('A', 'Z') + range('0', '9') + "_";
			default -> String.valueOf(escaped);
		};
	}

	private Repeated repeated(Part part) {
		if (skip("?")) {
			return new Repeated(part, 0, 1);
		}
		if (skip("+")) {
			return new Repeated(part, OPEN_START, OPEN_END);
		}
		if (!skip("{")) {
			return new Repeated(part, 1, 1);
		}
		int end = this.pattern.indexOf('}', this.position);
		String[] bounds = this.pattern.substring(this.position, end).split(",", -1);
		this.position = end + 1;
		int least = Integer.parseInt(bounds[0]);
		String last = bounds[bounds.length - 1];
		return new Repeated(part, least, last.isEmpty() ? least + OPEN_END : Integer.parseInt(last));
	}

	private boolean skip(String text) {
		boolean found = this.pattern.startsWith(text, this.position);
		this.position += found ? text.length() : 0;
		return found;
	}

	private static String range(char from, char to) {
		return IntStream.rangeClosed(from, to)
			.mapToObj((character) -> String.valueOf((char) character))
			.collect(Collectors.joining());
	}

	/**
	 * Something that a string can be drawn from.
	 */
	sealed interface Part {

		String draw(RandomGenerator random, Length length);

	}

	/** One of several characters. */
	record Characters(String characters) implements Part {

		@Override
		public String draw(RandomGenerator random, Length length) {
			return String.valueOf(this.characters.charAt(random.nextInt(this.characters.length())));
		}

	}

	/** One of several alternatives. */
	record Choice(List<Sequence> alternatives) implements Part {

		@Override
		public String draw(RandomGenerator random, Length length) {
			return this.alternatives.get(random.nextInt(this.alternatives.size())).draw(random, length);
		}

	}

	/** Parts in a row. */
	record Sequence(List<Repeated> parts) implements Part {

		@Override
		public String draw(RandomGenerator random, Length length) {
			return this.parts.stream().map((part) -> part.draw(random, length)).collect(Collectors.joining());
		}

	}

	/** A part several times. */
	record Repeated(Part part, int least, int most) implements Part {

		@Override
		public String draw(RandomGenerator random, Length length) {
			int count = switch (length) {
				case SHORTEST -> this.least;
				case LONGEST -> this.most;
				case ANY -> random.nextInt(this.least, this.most + 1);
			};
			return IntStream.range(0, count)
				.mapToObj((_) -> this.part.draw(random, length))
				.collect(Collectors.joining());
		}

	}

}
