package dev.heal.redaction;

import java.util.List;

/**
 * The shape of a token: classes of bytes with counts. Matches in one direction and never
 * goes back over what another attempt could not read differently.
 */
final class TokenPattern {

	static final int NO_MATCH = -1;

	private static final int MOST_LITERALS = 8;

	private final List<Step> steps;

	private final boolean[] possessive;

	TokenPattern(List<Step> steps) {
		this.steps = List.copyOf(steps);
		this.possessive = new boolean[steps.size()];
		for (int i = 0; i < this.possessive.length; i++) {
			this.possessive[i] = i + 1 == steps.size() || !steps.get(i).set().meets(steps.get(i + 1).set());
		}
	}

	List<Step> steps() {
		return this.steps;
	}

	/**
	 * Returns the texts one of which every token of this shape holds, as long as they can
	 * be told without listing too many.
	 * @return the texts, perhaps an empty one alone
	 */
	List<String> literals() {
		List<String> longest = List.of("");
		List<String> literals = List.of("");
		for (Step step : this.steps) {
			boolean single = step.min() == 1 && step.max() == 1;
			literals = (single && literals.size() * step.set().size() <= MOST_LITERALS)
					? extended(literals, step.set().members()) : List.of("");
			longest = (literals.getFirst().length() > longest.getFirst().length()) ? literals : longest;
		}
		return longest;
	}

	private static List<String> extended(List<String> heads, String members) {
		return heads.stream().flatMap((head) -> members.chars().mapToObj((member) -> head + (char) member)).toList();
	}

	/**
	 * Matches the bytes from a position on.
	 * @param window where to look
	 * @param start where the token would begin
	 * @return where it ends, or {@link #NO_MATCH}
	 */
	int match(Window window, int start) {
		return match(window, start, 0);
	}

	private int match(Window window, int at, int index) {
		if (index == this.steps.size()) {
			return at;
		}
		Step step = this.steps.get(index);
		int longest = step.readAt(window, at);
		boolean single = this.possessive[index];
		int shortest = single ? Math.max(longest, step.min()) : step.min();
		for (int length = longest; length >= shortest; length--) {
			int end = match(window, at + length, index + 1);
			if (end != NO_MATCH) {
				return end;
			}
		}
		return NO_MATCH;
	}

	/**
	 * Bytes of one class.
	 *
	 * @param set the class
	 * @param min how many at least
	 * @param max how many at most
	 */
	record Step(ByteClass set, int min, int max) {

		private int readAt(Window window, int at) {
			if (this.max == 1) {
				return this.set.has(window.at(at)) ? 1 : 0;
			}
			return Math.max(at, window.runEnd(this.set, at, this.max)) - at;
		}

	}

}
