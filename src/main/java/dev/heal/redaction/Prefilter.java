package dev.heal.redaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks at every byte once and stops only where a rule may apply: where three bytes, case
 * aside, are three bytes of a trigger, or where two dots stand six bytes apart, as in the
 * tokens that have no letters in common.
 */
final class Prefilter {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final int TABLE_BITS = 15;

	private static final long FOLD = 0x202020L;

	private static final long DOTS = 0xFF000000000000FFL;

	private static final long TWO_DOTS = 0x2E0000000000002EL;

	private static final int STRIDE = 4;

	/**
	 * What may be read behind the last byte that is looked at.
	 */
	static final int MARGIN = Long.BYTES + STRIDE;

	private final boolean[] stops = new boolean[1 << TABLE_BITS];

	private final Trigger[][] triggers = new Trigger[1 << TABLE_BITS][];

	Prefilter() {
		Arrays.fill(this.triggers, new Trigger[0]);
	}

	private Detector[] dotted = new Detector[0];

	Prefilter copy() {
		Prefilter copy = new Prefilter();
		System.arraycopy(this.stops, 0, copy.stops, 0, this.stops.length);
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
	 * Has a detector called wherever three bytes stand, in whatever case.
	 * @param bytes holds the three bytes
	 * @param offset where the three begin
	 * @param distance from the place the detector is called with to the first of the
	 * three
	 * @param detector what to call
	 */
	void addGram(byte[] bytes, int offset, int distance, Detector detector) {
		int gram = (fold(bytes[offset]) | fold(bytes[offset + 1]) << 8 | fold(bytes[offset + 2]) << 16);
		int slot = slot(gram);
		Trigger[] present = this.triggers[slot];
		Trigger[] extended = Arrays.copyOf(present, present.length + 1);
		extended[extended.length - 1] = new Trigger(gram, distance, detector);
		this.triggers[slot] = extended;
		this.stops[slot] = true;
	}

	private static int rarestGram(byte[] text) {
		int best = 0;
		for (int i = 1; i + 2 < text.length; i++) {
			if (Frequency.ofGram(text, i) < Frequency.ofGram(text, best)) {
				best = i;
			}
		}
		return best;
	}

	private static int fold(byte value) {
		return (value & 0xFF) | 0x20;
	}

	private static int slot(int gram) {
		return (gram * 0x9E3779B1) >>> (32 - TABLE_BITS);
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
			if (stopsAt(table, bytes, i) | stopsAt(table, bytes, i + 1) | stopsAt(table, bytes, i + 2)
					| stopsAt(table, bytes, i + 3)) {
				return Math.min(end, firstStop(table, bytes, i));
			}
			i += STRIDE;
		}
		return end;
	}

	private static int firstStop(boolean[] table, byte[] bytes, int from) {
		int i = from;
		while (!stopsAt(table, bytes, i)) {
			i++;
		}
		return i;
	}

	@SuppressWarnings("ShortCircuitBoolean")
	private static boolean stopsAt(boolean[] table, byte[] bytes, int at) {
		long word = (long) LONGS.get(bytes, at);
		int gram = (int) ((word | FOLD) & 0xFFFFFFL);
		return table[(gram * 0x9E3779B1) >>> (32 - TABLE_BITS)] | (word & DOTS) == TWO_DOTS;
	}

	/**
	 * Calls the detectors that have to do with a place.
	 * @param window the bytes around it
	 * @param at where {@link #next} stopped
	 * @param findings takes what is found
	 */
	void detect(Window window, int at, Findings findings) {
		long word = (long) LONGS.get(window.bytes(), at);
		int gram = (int) ((word | FOLD) & 0xFFFFFFL);
		Trigger[] candidates = this.triggers[slot(gram)];
		for (Trigger trigger : candidates) {
			if (trigger.gram == gram && at >= trigger.distance) {
				trigger.detector.detect(window, at - trigger.distance, findings);
			}
		}
		if ((word & DOTS) == TWO_DOTS) {
			for (Detector detector : this.dotted) {
				detector.detect(window, at, findings);
			}
		}
	}

	private record Trigger(int gram, int distance, Detector detector) {
	}

}
