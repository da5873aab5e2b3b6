package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.heal.redaction.SecretNames.Kind;

/**
 * The part of a stream that is in memory. Reads the notations that a character may be in:
 * as itself, percent-encoded, escaped as in JSON or as in XML.
 */
final class Window {

	static final int ESCAPE = 0x1B;

	private final byte[] bytes;

	private int end;

	private final Map<ByteClass, int[]> runs = new HashMap<>();

	private final Map<Object, int[]> done = new HashMap<>();

	private final Verdicts verdicts = new Verdicts();

	Window(int capacity) {
		this.bytes = new byte[capacity + Prefilter.MARGIN];
	}

	static Window of(byte[] content) {
		Window window = new Window(content.length);
		window.append(content, 0, content.length);
		return window;
	}

	byte[] bytes() {
		return this.bytes;
	}

	int end() {
		return this.end;
	}

	int room() {
		return this.bytes.length - Prefilter.MARGIN - this.end;
	}

	void append(byte[] source, int offset, int length) {
		System.arraycopy(source, offset, this.bytes, this.end, length);
		this.end += length;
	}

	void dropBefore(int position) {
		System.arraycopy(this.bytes, position, this.bytes, 0, this.end - position);
		this.end -= position;
	}

	boolean holdsSecret(NamedValue value, Kind kind) {
		return this.verdicts.isSecret(Plausibility.of(this, value), kind);
	}

	/**
	 * Judges a value whose borders are certain.
	 * @param start its first byte
	 * @param end the first byte behind
	 * @param kind what its place says of it
	 * @return whether it is a secret
	 */
	boolean holdsSecret(int start, int end, Kind kind) {
		return this.verdicts.isSecret(Plausibility.of(text(start, end)), kind);
	}

	/**
	 * Forgets what was learned about the bytes, as they have moved or grown.
	 */
	void renew() {
		this.runs.clear();
		this.done.clear();
		Arrays.fill(this.bytes, this.end, Math.min(this.bytes.length, this.end + Prefilter.MARGIN), (byte) 0);
	}

	/**
	 * Tells whether a place was looked at before, so that it is not again.
	 * @param who who looks
	 * @param at the place
	 * @return whether it was
	 */
	boolean isDone(Object who, int at) {
		int[] known = this.done.get(who);
		return known != null && known[0] <= at && at < known[1];
	}

	/**
	 * Tells how far somebody has looked who came past a place.
	 * @param who who looked
	 * @param at the place
	 * @return the first position not looked at, the place itself if nobody came past
	 */
	int doneUntil(Object who, int at) {
		int[] known = this.done.get(who);
		return (known != null && isDone(who, at)) ? known[1] : at;
	}

	void markDone(Object who, int start, int end) {
		this.done.put(who, new int[] { start, end });
	}

	int at(int position) {
		return (position >= 0 && position < this.end) ? this.bytes[position] & 0xFF : -1;
	}

	boolean matches(int at, String text) {
		if (at < 0 || at + text.length() > this.end) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (this.bytes[at + i] != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	boolean matchesIgnoringCase(int at, byte[] text) {
		if (at < 0 || at + text.length > this.end) {
			return false;
		}
		for (int i = 0; i < text.length; i++) {
			byte value = this.bytes[at + i];
			if (value != text[i] && Character.toLowerCase(value) != Character.toLowerCase(text[i])) {
				return false;
			}
		}
		return true;
	}

	boolean matchesIgnoringCase(int at, String text) {
		return matchesIgnoringCase(at, text.getBytes(StandardCharsets.US_ASCII));
	}

	String text(int from, int to) {
		return new String(this.bytes, from, to - from, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Shows bytes as characters without copying them, for patterns that mostly fail at
	 * once.
	 * @param from the first byte
	 * @param to the first byte behind
	 * @return the bytes as long as the window does not move
	 */
	CharSequence view(int from, int to) {
		return new View(this, from, to);
	}

	/**
	 * Measures a run of bytes. What was measured before is not measured again: hostile
	 * logs hold one long run with a trigger every few bytes.
	 * @param members the bytes of the run
	 * @param from where it begins
	 * @param max its greatest length
	 * @return the first position behind
	 */
	int runEnd(ByteClass members, int from, int max) {
		int limit = Math.min(this.end, from + max);
		int[] known = this.runs.computeIfAbsent(members, (key) -> new int[] { 0, 0 });
		boolean inside = known[0] <= from && from < known[1];
		int position = inside ? known[1] : from;
		while (position < limit && members.has(this.bytes[position] & 0xFF)) {
			position++;
		}
		known[0] = inside ? known[0] : from;
		known[1] = position;
		return Math.min(position, limit);
	}

	int runStart(ByteClass members, int from, int max) {
		int limit = Math.max(0, from - max);
		int position = from;
		while (position > limit && members.has(this.bytes[position - 1] & 0xFF)) {
			position--;
		}
		return position;
	}

	int skipBlanks(int from) {
		int position = from;
		while (at(position) == ' ' || at(position) == '\t') {
			position++;
		}
		return position;
	}

	int lineStart(int from, int max) {
		int limit = Math.max(0, from - max);
		int position = from;
		while (position > limit && this.bytes[position - 1] != '\n') {
			position--;
		}
		return position;
	}

	int lineEnd(int from, int max) {
		int limit = Math.min(this.end, from + max);
		int position = from;
		while (position < limit && this.bytes[position] != '\n' && this.bytes[position] != '\r') {
			position++;
		}
		return position;
	}

	/**
	 * Tells whether a word can begin here: behind no letter, digit or underscore, unless
	 * that is the end of an escape sequence.
	 * @param position the first byte of the word
	 * @return whether it can
	 */
	boolean beginsWord(int position) {
		return !ByteClass.WORD.has(at(position - 1)) || Escapes.endsAt(this, position);
	}

	boolean endsWord(int position) {
		return !ByteClass.TOKEN.has(at(position));
	}

	private record View(Window window, int from, int to) implements CharSequence {

		@Override
		public int length() {
			return this.to - this.from;
		}

		@Override
		public char charAt(int index) {
			return (char) (this.window.bytes[this.from + index] & 0xFF);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new View(this.window, this.from + start, this.from + end);
		}

		@Override
		public String toString() {
			return this.window.text(this.from, this.to);
		}

	}

}
