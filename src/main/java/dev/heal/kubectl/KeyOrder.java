package dev.heal.kubectl;

import java.util.Comparator;

/**
 * The order of keys in YAML: symbols, then digits, then letters, upper case before lower;
 * numbers within keys by value.
 */
final class KeyOrder implements Comparator<String> {

	static final KeyOrder NATURAL = new KeyOrder();

	private KeyOrder() {
	}

	@Override
	public int compare(String left, String right) {
		int[] a = left.codePoints().toArray();
		int[] b = right.codePoints().toArray();
		for (int i = 0; i < a.length && i < b.length; i++) {
			if (a[i] != b[i]) {
				return compareFrom(i, a, b);
			}
		}
		return Integer.compare(a.length, b.length);
	}

	private static int compareFrom(int i, int[] a, int[] b) {
		boolean aIsLetter = Character.isLetter(a[i]);
		boolean bIsLetter = Character.isLetter(b[i]);
		if (aIsLetter != bIsLetter) {
			return aIsLetter ? 1 : -1;
		}
		return aIsLetter ? Integer.compare(a[i], b[i]) : compareNumbers(i, a, b);
	}

	private static int compareNumbers(int i, int[] a, int[] b) {
		long start = ((a[i] == '0' || b[i] == '0') && followsNumber(i, a)) ? 1 : 0;
		int aEnd = numberEnd(i, a);
		int bEnd = numberEnd(i, b);
		int byValue = Long.compare(number(start, i, aEnd, a), number(start, i, bEnd, b));
		if (byValue != 0) {
			return byValue;
		}
		return (aEnd != bEnd) ? Integer.compare(aEnd, bEnd) : Integer.compare(a[i], b[i]);
	}

	private static boolean followsNumber(int i, int[] a) {
		for (int j = i - 1; j >= 0 && Character.isDigit(a[j]); j--) {
			if (a[j] != '0') {
				return true;
			}
		}
		return false;
	}

	private static int numberEnd(int start, int[] a) {
		int end = start;
		while (end < a.length && Character.isDigit(a[end])) {
			end++;
		}
		return end;
	}

	private static long number(long start, int from, int to, int[] a) {
		long number = start;
		for (int i = from; i < to; i++) {
			number = number * 10 + (a[i] - '0');
		}
		return number;
	}

}
