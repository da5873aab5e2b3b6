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
		double sum = 0;
		for (int count : counts) {
			sum += (count > 1) ? count * Math.log(count) : 0;
		}
		double length = end - start;
		return (Math.log(length) - sum / length) / Math.log(2);
	}

}
