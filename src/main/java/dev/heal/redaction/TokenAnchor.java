package dev.heal.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.heal.redaction.TokenPattern.Step;

/**
 * Three or four neighbouring bytes of a pattern that give it away.
 *
 * @param sets what each of them may be
 * @param minBefore how many bytes of the token precede them at least
 * @param maxBefore how many at most
 */
record TokenAnchor(List<ByteClass> sets, int minBefore, int maxBefore) {

	private static final int SHORTEST = 3;

	private static final int LONGEST = 4;

	static TokenAnchor rarestOf(List<Step> steps) {
		List<TokenAnchor> anchors = new ArrayList<>();
		int min = 0;
		int max = 0;
		for (int i = 0; i < steps.size(); i++) {
			List<ByteClass> sets = following(steps.subList(i, steps.size()));
			for (int length = SHORTEST; length <= sets.size(); length++) {
				anchors.add(new TokenAnchor(sets.subList(0, length), min, max));
			}
			min += steps.get(i).min();
			max += steps.get(i).max();
		}
		return anchors.stream().min(Comparator.comparingDouble(TokenAnchor::cost)).orElseThrow();
	}

	private static List<ByteClass> following(List<Step> steps) {
		List<ByteClass> sets = new ArrayList<>();
		for (Step step : steps) {
			for (int i = 0; i < step.min() && sets.size() < LONGEST; i++) {
				sets.add(step.set());
			}
			if (step.min() < step.max()) {
				break;
			}
		}
		return sets;
	}

	int fan() {
		return this.sets.stream().mapToInt(ByteClass::size).reduce(1, (a, b) -> a * b);
	}

	private double cost() {
		double frequency = this.sets.stream().mapToDouble(Frequency::ofAny).reduce(1, (a, b) -> a * b);
		return frequency * (1 + this.maxBefore - this.minBefore) * ((fan() > 700) ? 1e6 : 1);
	}

	/**
	 * Lists the bytes that the anchor may be, one of two that differ by case alone.
	 * @return arrays of as many bytes
	 */
	List<byte[]> grams() {
		List<byte[]> grams = new ArrayList<>(List.of(new byte[0]));
		for (ByteClass set : this.sets) {
			List<byte[]> longer = new ArrayList<>();
			for (byte[] gram : grams) {
				addAll(longer, gram, set);
			}
			grams = longer;
		}
		return grams;
	}

	private static void addAll(List<byte[]> grams, byte[] head, ByteClass set) {
		for (int value = 0; value < 128; value++) {
			boolean twin = Character.isUpperCase(value) && set.has(Character.toLowerCase(value));
			if (set.has(value) && !twin) {
				byte[] gram = Arrays.copyOf(head, head.length + 1);
				gram[head.length] = (byte) value;
				grams.add(gram);
			}
		}
	}

}
