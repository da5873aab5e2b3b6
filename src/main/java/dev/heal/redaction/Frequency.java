package dev.heal.redaction;

/**
 * How often bytes occur in logs, roughly, so that rules are triggered by their rarest
 * bytes.
 */
final class Frequency {

	private static final String COMMON_FIRST = "e taoinrsl0dc1m.2p-u3gh54:/689f7b\"v_yw,=k[](){}x'jzq";

	private Frequency() {
	}

	static double of(int value) {
		int rank = COMMON_FIRST.indexOf(Character.toLowerCase(value));
		return (rank >= 0) ? 1.0 / (2 + rank) : 0.01;
	}

	static double ofAny(ByteClass set) {
		double sum = 0;
		for (int value = 0; value < 128; value++) {
			sum += set.has(value) ? of(value) : 0;
		}
		return sum;
	}

	static double ofGram(byte[] text, int at) {
		return of(text[at]) * of(text[at + 1]) * of(text[at + 2]);
	}

}
