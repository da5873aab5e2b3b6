package dev.heal.redaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks at every byte once and stops only where a rule may apply: where four bytes, case
 * aside, are four bytes of a trigger, or three of a short one, or where two dots stand
 * six bytes apart, as in the tokens that have no letters in common.
 */
final class Prefilter {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final int HASH = 0x9E3779B1;

	private static final int FOLD = 0x20202020;

	private static final long DOTS = 0xFF000000000000FFL;

	private static final long TWO_DOTS = 0x2E0000000000002EL;

	private static final int LONGEST_GRAM = 4;

	private static final int STRIDE = 4;

	/**
	 * What may be read behind the last byte that is looked at.
	 */
	static final int MARGIN = Long.BYTES + STRIDE;

	private static final int TABLE_BITS = 17;

	/** Whether the first three bytes of a trigger have a hash. */
	private final boolean[] stops = new boolean[1 << TABLE_BITS];

	/**
	 * Whether four bytes of a trigger have a hash, and three of one that has no fourth.
	 */
	private final boolean[] confirmed = new boolean[1 << TABLE_BITS];

	private final boolean[] certain = new boolean[1 << TABLE_BITS];

	private final Trigger[][] triggers = new Trigger[1 << TABLE_BITS][];

	private Detector[] dotted = new Detector[0];

	Prefilter() {
		Arrays.fill(this.triggers, new Trigger[0]);
	}

	Prefilter copy() {
		Prefilter copy = new Prefilter();
		System.arraycopy(this.stops, 0, copy.stops, 0, this.stops.length);
		System.arraycopy(this.confirmed, 0, copy.confirmed, 0, this.confirmed.length);
		System.arraycopy(this.certain, 0, copy.certain, 0, this.certain.length);
		System.arraycopy(this.triggers, 0, copy.triggers, 0, this.triggers.length);
		copy.dotted = this.dotted;
		return copy;
	}

	void addDotted(Detector detector) {
		this.dotted = Arrays.copyOf(this.dotted, this.dotted.length + 1);
		this.dotted[this.dotted.length - 1] = detector;
	}

	/**
	 * Has a detector called wherever a text stands, in whatever case.
	 * @param text at least three characters
	 * @param detector called with the place of the first
	 */
	void addText(String text, Detector detector) {
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		int offset = rarestGram(bytes);
		addGram(bytes, offset, offset, (window, at, findings) -> detectText(window, at, bytes, detector, findings));
	}

	private static void detectText(Window window, int at, byte[] text, Detector detector, Findings findings) {
		if (window.matchesIgnoringCase(at, text)) {
			detector.detect(window, at, findings);
		}
	}

	/**
	 * Has a detector called wherever some bytes stand, in whatever case.
	 * @param bytes holds three or four bytes behind the offset
	 * @param offset where they begin
	 * @param distance from the place the detector is called with to the first of them
	 * @param detector what to call
	 */
	void addGram(byte[] bytes, int offset, int distance, Detector detector) {
		int length = Math.min(LONGEST_GRAM, bytes.length - offset);
		int gram = FOLD;
		for (int i = 0; i < length; i++) {
			gram |= (bytes[offset + i] & 0xFF) << (8 * i);
		}
		int slot = slot(gram << 8);
		Trigger[] present = this.triggers[slot];
		this.triggers[slot] = Arrays.copyOf(present, present.length + 1);
		this.triggers[slot][present.length] = new Trigger(gram, 8 * (LONGEST_GRAM - length), distance, detector);
		this.stops[slot] = true;
		if (length == LONGEST_GRAM) {
			this.confirmed[slot(gram)] = true;
		}
		else {
			this.certain[slot] = true;
		}
	}

	private static int slot(int gram) {
		return (gram * HASH) >>> (32 - TABLE_BITS);
	}

	private static int rarestGram(byte[] text) {
		int best = 0;
		for (int i = 1; i + Math.min(LONGEST_GRAM, text.length) <= text.length; i++) {
			if (Frequency.ofGram(text, i) < Frequency.ofGram(text, best)) {
				best = i;
			}
		}
		return best;
	}

	/**
	 * Finds the next place to look at closely.
	 * @param bytes what to search; {@link #MARGIN} more bytes must be readable behind the
	 * end
	 * @param from where to begin
	 * @param end where to stop
	 * @return the place, or the end
	 */
	@SuppressWarnings("ShortCircuitBoolean")
	int next(byte[] bytes, int from, int end) {
		boolean[] table = this.stops;
		int i = from;
		while (i < end) {
			if (mayStopAt(table, bytes, i) | mayStopAt(table, bytes, i + 1) | mayStopAt(table, bytes, i + 2)
					| mayStopAt(table, bytes, i + 3)) {
				for (int at = i; at < i + STRIDE; at++) {
					if (stopsAt(bytes, at)) {
						return Math.min(end, at);
					}
				}
			}
			i += STRIDE;
		}
		return end;
	}

	@SuppressWarnings("ShortCircuitBoolean")
	private static boolean mayStopAt(boolean[] table, byte[] bytes, int at) {
		long word = (long) LONGS.get(bytes, at);
		return table[slot(((int) word | FOLD) << 8)] | (word & DOTS) == TWO_DOTS;
	}

	private boolean stopsAt(byte[] bytes, int at) {
		long word = (long) LONGS.get(bytes, at);
		int gram = (int) word | FOLD;
		int slot = slot(gram << 8);
		return (this.stops[slot] && (this.confirmed[slot(gram)] || this.certain[slot])) || (word & DOTS) == TWO_DOTS;
	}

	/**
	 * Calls the detectors that have to do with a place.
	 * @param window the bytes around it
	 * @param at where {@link #next} stopped
	 * @param findings takes what is found
	 */
	void detect(Window window, int at, Findings findings) {
		long word = (long) LONGS.get(window.bytes(), at);
		int gram = (int) word | FOLD;
		for (Trigger trigger : this.triggers[slot(gram << 8)]) {
			if (((trigger.gram ^ gram) << trigger.ignored) == 0 && at >= trigger.distance) {
				trigger.detector.detect(window, at - trigger.distance, findings);
			}
		}
		if ((word & DOTS) == TWO_DOTS) {
			for (Detector detector : this.dotted) {
				detector.detect(window, at, findings);
			}
		}
	}

	// A gram of three bytes ignores the bits of the fourth.
	private record Trigger(int gram, int ignored, int distance, Detector detector) {
	}

}
