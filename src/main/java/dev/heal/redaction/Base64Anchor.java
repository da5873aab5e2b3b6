package dev.heal.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.heal.redaction.TokenPattern.Step;

/**
 * What three neighbouring characters of base64 may be where a token is encoded: few
 * texts, if some of its bytes are always the same.
 *
 * @param texts the texts of three characters
 * @param phase the place of the first in its group of four
 */
record Base64Anchor(List<String> texts, int phase) {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	private static final int LENGTH = 3;

	private static final int BYTES = 4;

	private static final int MOST_TEXTS = 64;

	/**
	 * Finds the best anchors, one for each way that the token may lie in the groups of
	 * three bytes. There are none where nothing of the token is fixed.
	 * @param steps the pattern of the token
	 * @return three anchors, or none
	 */
	static List<Base64Anchor> of(List<Step> steps) {
		return IntStream.range(0, steps.size())
			.mapToObj((index) -> neighbours(steps, index))
			.filter((sets) -> sets.size() == BYTES)
			.map((sets) -> IntStream.range(0, 3)
				.mapToObj((shift) -> best(sets, shift))
				.flatMap(Optional::stream)
				.toList())
			.filter((anchors) -> anchors.size() == 3)
			.min(Comparator.comparingInt(Base64Anchor::count))
			.orElse(List.of());
	}

	private static int count(List<Base64Anchor> anchors) {
		return anchors.stream().mapToInt((anchor) -> anchor.texts().size()).sum();
	}

	private static Optional<Base64Anchor> best(List<ByteClass> sets, int shift) {
		return anchors(sets, shift).stream().min(Comparator.comparingInt((anchor) -> anchor.texts().size()));
	}

	// Returns the last byte of a step and what always follows.
	private static List<ByteClass> neighbours(List<Step> steps, int index) {
		List<ByteClass> sets = new ArrayList<>(List.of(steps.get(index).set()));
		for (int i = index + 1; i < steps.size() && sets.size() < BYTES; i++) {
			Step step = steps.get(i);
			for (int count = 0; count < step.min() && sets.size() < BYTES; count++) {
				sets.add(step.set());
			}
			if (step.min() < step.max()) {
				break;
			}
		}
		return sets;
	}

	private static List<Base64Anchor> anchors(List<ByteClass> sets, int shift) {
		List<Base64Anchor> anchors = new ArrayList<>();
		for (int first = (shift * 8 + 5) / 6; (first + LENGTH) * 6 <= (shift + BYTES) * 8; first++) {
			List<String> texts = List.of("");
			for (int i = first; i < first + LENGTH && texts.size() <= MOST_TEXTS; i++) {
				texts = extended(texts, characters(sets, i * 6 - shift * 8));
			}
			if (texts.size() <= MOST_TEXTS) {
				anchors.add(new Base64Anchor(texts, first % 4));
			}
		}
		return anchors;
	}

	private static List<String> extended(List<String> heads, List<Character> characters) {
		return heads.stream().flatMap((head) -> characters.stream().map((character) -> head + character)).toList();
	}

	private static List<Character> characters(List<ByteClass> sets, int bit) {
		ByteClass one = sets.get(bit / 8);
		ByteClass next = sets.get(Math.min(bit / 8 + 1, sets.size() - 1));
		TreeSet<Character> characters = new TreeSet<>();
		for (int high = 0; high < 128; high++) {
			for (int low = 0; one.has(high) && low < 128; low++) {
				if (next.has(low)) {
					characters.add(ALPHABET.charAt(((high << 8 | low) >> (10 - bit % 8)) & 0x3F));
				}
			}
		}
		return List.copyOf(characters);
	}

}
