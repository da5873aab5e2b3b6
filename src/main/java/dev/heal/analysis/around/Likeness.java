package dev.heal.analysis.around;

/**
 * Tells names that were likely meant to be the same.
 */
final class Likeness {

	private Likeness() {
	}

	/**
	 * Compares two names.
	 * @param left a name
	 * @param right another
	 * @return whether they differ, but by little: a slip of the keyboard, a part left out
	 * or added
	 */
	static boolean near(String left, String right) {
		if (left.equals(right)) {
			return false;
		}
		String shorter = (left.length() < right.length()) ? left : right;
		String longer = shorter.equals(left) ? right : left;
		return (shorter.length() >= 4 && longer.contains(shorter))
				|| distance(left, right) <= Math.max(1, shorter.length() / 5);
	}

	private static int distance(String left, String right) {
		int[] before = new int[right.length() + 1];
		for (int index = 0; index <= right.length(); index++) {
			before[index] = index;
		}
		for (int row = 1; row <= left.length(); row++) {
			int[] now = new int[right.length() + 1];
			now[0] = row;
			for (int column = 1; column <= right.length(); column++) {
				int same = (left.charAt(row - 1) == right.charAt(column - 1)) ? 0 : 1;
				now[column] = Math.min(before[column - 1] + same, 1 + Math.min(now[column - 1], before[column]));
			}
			before = now;
		}
		return before[right.length()];
	}

}
