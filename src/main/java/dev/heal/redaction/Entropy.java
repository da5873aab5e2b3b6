package dev.heal.redaction;

/**
 * Shannon's measure of how unlike each other the bytes of a text are.
 */
final class Entropy {

	private Entropy() {
	}

	static double of(Window window, int start, int end) {
		int[] counts = new int[256];
		for (int i = start; i < end; i++) {
			counts[window.at(i)]++;
		}
		double bits = 0;
		double length = end - start;
		for (int count : counts) {
			bits -= (count > 0) ? count / length * Math.log(count / length) / Math.log(2) : 0;
		}
		return bits;
	}

}
