package dev.heal.analysis.log.words;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Finds weighted literals in bytes, ignoring ASCII case: one table look-up for each byte,
 * whatever the bytes are (Aho and Corasick, as a complete automaton).
 */
final class LiteralAutomaton {

	private static final int ALPHABET = 64;

	private final byte[] symbols = new byte[256];

	private final int[] next;

	private final byte[] weights;

	private final int highest;

	LiteralAutomaton(Map<String, Integer> literals) {
		assignSymbols(literals.keySet());
		List<int[]> trie = new ArrayList<>();
		trie.add(emptyNode());
		List<Integer> found = new ArrayList<>(List.of(0));
		literals.forEach((literal, weight) -> insert(trie, found, literal, weight));
		this.weights = new byte[trie.size()];
		for (int state = 0; state < trie.size(); state++) {
			this.weights[state] = found.get(state).byteValue();
		}
		this.next = complete(trie);
		this.highest = literals.values().stream().mapToInt(Integer::intValue).max().orElse(0);
	}

	/**
	 * Returns the weight of the heaviest literal within a part of a buffer.
	 * @param bytes the buffer
	 * @param from its first byte
	 * @param to behind its last byte
	 * @return the weight, 0 when it holds no literal
	 */
	int weigh(byte[] bytes, int from, int to) {
		int state = 0;
		int heaviest = 0;
		for (int i = from; i < to; i++) {
			state = this.next[state + this.symbols[bytes[i] & 0xff]];
			int weight = this.weights[state >> 6];
			if (weight > heaviest) {
				heaviest = weight;
				if (heaviest == this.highest) {
					return heaviest;
				}
			}
		}
		return heaviest;
	}

	private void assignSymbols(Iterable<String> literals) {
		byte last = 0;
		for (String literal : literals) {
			for (byte character : lowerCase(literal)) {
				if (this.symbols[character] == 0) {
					this.symbols[character] = ++last;
					this.symbols[Character.toUpperCase(character)] = last;
				}
			}
		}
		if (last >= ALPHABET) {
			throw new IllegalStateException("The literals use more than " + (ALPHABET - 1) + " characters");
		}
	}

	private void insert(List<int[]> trie, List<Integer> found, String literal, int weight) {
		int state = 0;
		for (byte character : lowerCase(literal)) {
			int symbol = this.symbols[character];
			if (trie.get(state)[symbol] < 0) {
				trie.get(state)[symbol] = trie.size();
				trie.add(emptyNode());
				found.add(0);
			}
			state = trie.get(state)[symbol];
		}
		found.set(state, Math.max(found.get(state), weight));
	}

	private int[] complete(List<int[]> trie) {
		int[] table = new int[trie.size() * ALPHABET];
		int[] fallback = new int[trie.size()];
		Queue<Integer> states = new ArrayDeque<>(List.of(0));
		while (!states.isEmpty()) {
			int state = states.remove();
			for (int symbol = 0; symbol < ALPHABET; symbol++) {
				int child = trie.get(state)[symbol];
				int otherwise = (state == 0) ? 0 : table[fallback[state] * ALPHABET + symbol] / ALPHABET;
				if (child >= 0) {
					fallback[child] = otherwise;
					this.weights[child] = (byte) Math.max(this.weights[child], this.weights[otherwise]);
					states.add(child);
				}
				table[state * ALPHABET + symbol] = ((child >= 0) ? child : otherwise) * ALPHABET;
			}
		}
		return table;
	}

	private static byte[] lowerCase(String literal) {
		return literal.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
	}

	private static int[] emptyNode() {
		int[] node = new int[ALPHABET];
		Arrays.fill(node, -1);
		return node;
	}

}
