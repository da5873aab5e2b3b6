package dev.heal.kubectl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;

/**
 * Sorts as Go's {@code sort} does, so that equal elements come out in the same order:
 * stable up to twelve of them, and beyond that a pattern-defeating quicksort.
 *
 * @param <T> the type of the elements
 */
final class GoSort<T> {

	private static final int LONGEST_INSERTION = 12;

	private static final int SHORTEST_SHIFT = 50;

	private static final int MOST_SHIFTS = 5;

	private final List<T> items;

	private final Comparator<T> order;

	private boolean balanced = true;

	private boolean partitioned = true;

	private GoSort(List<T> items, Comparator<T> order) {
		this.items = items;
		this.order = order;
	}

	static <K> List<JsonNode> by(Function<JsonNode, K> key, Comparator<K> order, JsonNode items) {
		return sort(items.valueStream().toList(), Comparator.comparing(key, order));
	}

	static <T> List<T> sort(List<T> items, Comparator<T> order) {
		List<T> sorted = new ArrayList<>(items);
		int badChoices = Integer.SIZE - Integer.numberOfLeadingZeros(sorted.size());
		new GoSort<>(sorted, order).sort(0, sorted.size(), badChoices);
		return sorted;
	}

	private void sort(int start, int end, int badChoices) {
		int from = start;
		int to = end;
		int allowed = badChoices;
		while (to - from > LONGEST_INSERTION) {
			if (allowed == 0) {
				heapSort(from, to);
				return;
			}
			if (!this.balanced) {
				scatter(from, to);
				allowed--;
			}
			Pivot pivot = choosePivot(from, to);
			if (this.balanced && this.partitioned && pivot.increasing() && shiftIntoPlace(from, to)) {
				return;
			}
			if (from > 0 && !isLess(from - 1, pivot.index())) {
				from = skipEqual(from, to, pivot.index());
				continue;
			}
			int middle = partition(from, to, pivot.index());
			this.balanced = Math.min(middle - from, to - middle) >= (to - from) / 8;
			boolean leftIsShort = middle - from < to - middle;
			new GoSort<>(this.items, this.order).sort(leftIsShort ? from : middle + 1, leftIsShort ? middle : to,
					allowed);
			from = leftIsShort ? middle + 1 : from;
			to = leftIsShort ? to : middle;
		}
		insertionSort(from, to);
	}

	private void insertionSort(int from, int to) {
		for (int i = from + 1; i < to; i++) {
			shiftDown(i, from);
		}
	}

	private void shiftDown(int from, int to) {
		for (int i = from; i > to && isLess(i, i - 1); i--) {
			swap(i, i - 1);
		}
	}

	private void heapSort(int from, int to) {
		for (int i = (to - from - 1) / 2; i >= 0; i--) {
			siftDown(i, to - from, from);
		}
		for (int i = to - from - 1; i >= 0; i--) {
			swap(from, from + i);
			siftDown(0, i, from);
		}
	}

	private void siftDown(int start, int end, int first) {
		int root = start;
		for (int child = 2 * root + 1; child < end; child = 2 * root + 1) {
			if (child + 1 < end && isLess(first + child, first + child + 1)) {
				child++;
			}
			if (!isLess(first + root, first + child)) {
				return;
			}
			swap(first + root, first + child);
			root = child;
		}
	}

	private void scatter(int from, int to) {
		int length = to - from;
		int mask = (1 << (Integer.SIZE - Integer.numberOfLeadingZeros(length))) - 1;
		int middle = from + length / 4 * 2;
		// Go seeds its xorshift with the length, so the numbers are the same every time
		long random = length;
		for (int i = middle - 1; i <= middle + 1; i++) {
			random ^= random << 13;
			random ^= random >>> 7;
			random ^= random << 17;
			int other = (int) random & mask;
			swap(i, from + ((other < length) ? other : other - length));
		}
	}

	private Pivot choosePivot(int from, int to) {
		int quarter = (to - from) / 4;
		Medians medians = new Medians();
		int[] candidates = { from + quarter, from + 2 * quarter, from + 3 * quarter };
		if (to - from >= SHORTEST_SHIFT) {
			for (int i = 0; i < candidates.length; i++) {
				candidates[i] = medians.median(candidates[i] - 1, candidates[i], candidates[i] + 1);
			}
		}
		int median = medians.median(candidates[0], candidates[1], candidates[2]);
		if (medians.swaps == Medians.MOST_SWAPS) {
			Collections.reverse(this.items.subList(from, to));
			return new Pivot(to - 1 - (median - from), true);
		}
		return new Pivot(median, medians.swaps == 0);
	}

	private boolean shiftIntoPlace(int from, int to) {
		int i = from + 1;
		for (int shifts = 0; shifts < MOST_SHIFTS; shifts++) {
			while (i < to && !isLess(i, i - 1)) {
				i++;
			}
			if (i == to) {
				return true;
			}
			if (to - from < SHORTEST_SHIFT) {
				return false;
			}
			swap(i, i - 1);
			if (i - from >= 2) {
				shiftDown(i - 1, 0);
			}
			for (int j = i + 1; j < to && isLess(j, j - 1); j++) {
				swap(j, j - 1);
			}
		}
		return false;
	}

	private int partition(int from, int to, int pivot) {
		swap(from, pivot);
		int i = from + 1;
		int j = to - 1;
		this.partitioned = true;
		while (true) {
			while (i <= j && isLess(i, from)) {
				i++;
			}
			while (i <= j && !isLess(j, from)) {
				j--;
			}
			if (i > j) {
				swap(j, from);
				return j;
			}
			this.partitioned = false;
			swap(i++, j--);
		}
	}

	private int skipEqual(int from, int to, int pivot) {
		swap(from, pivot);
		int i = from + 1;
		int j = to - 1;
		while (true) {
			while (i <= j && !isLess(from, i)) {
				i++;
			}
			while (i <= j && isLess(from, j)) {
				j--;
			}
			if (i > j) {
				return i;
			}
			swap(i++, j--);
		}
	}

	private boolean isLess(int left, int right) {
		return this.order.compare(this.items.get(left), this.items.get(right)) < 0;
	}

	private void swap(int left, int right) {
		Collections.swap(this.items, left, right);
	}

	/**
	 * The element to partition by.
	 *
	 * @param index where it is
	 * @param increasing whether its candidates were in order
	 */
	private record Pivot(int index, boolean increasing) {

	}

	/**
	 * Finds medians of three, and counts what had to be exchanged.
	 */
	private final class Medians {

		private static final int MOST_SWAPS = 4 * 3;

		private int swaps;

		int median(int first, int second, int third) {
			boolean swapped = isOutOfOrder(first, second);
			int low = swapped ? second : first;
			int high = swapped ? first : second;
			int middle = isOutOfOrder(high, third) ? third : high;
			return isOutOfOrder(low, middle) ? low : middle;
		}

		private boolean isOutOfOrder(int earlier, int later) {
			boolean less = isLess(later, earlier);
			this.swaps += less ? 1 : 0;
			return less;
		}

	}

}
