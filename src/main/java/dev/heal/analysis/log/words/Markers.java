package dev.heal.analysis.log.words;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The words that make a line worth keeping, with their weights, by {@code markers.txt}.
 */
public final class Markers {

	/**
	 * The weight of a word that surely ends a process.
	 */
	public static final int CRASH = 8;

	/**
	 * The weight of a word that says that something failed.
	 */
	public static final int FAILED = 5;

	/**
	 * The weight of a word that hints at it.
	 */
	public static final int HINT = 3;

	private static final int REACH = 4000;

	private static final LiteralAutomaton WORDS = new LiteralAutomaton(read());

	private Markers() {
	}

	/**
	 * Returns the weight of the heaviest word within a part of a buffer.
	 * @param bytes the buffer
	 * @param from its first byte
	 * @param to behind its last byte
	 * @return the weight, 0 when it holds none
	 */
	public static int weight(byte[] bytes, int from, int to) {
		return WORDS.weigh(bytes, from, to);
	}

	/**
	 * Returns the weight of the heaviest word of a message.
	 * @param message the message
	 * @return the weight, 0 when it holds none
	 */
	public static int weight(String message) {
		byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
		return weight(bytes, 0, Math.min(bytes.length, REACH));
	}

	private static Map<String, Integer> read() {
		Map<String, Integer> markers = new LinkedHashMap<>();
		RuleFile.lines(Markers.class, "markers.txt")
			.forEach((line) -> markers.merge(line.substring(2), line.charAt(0) - '0', Math::max));
		return markers;
	}

}
