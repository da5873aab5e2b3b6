package dev.heal.redaction;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The secrets found in a window and not yet replaced, in order, none overlapping another.
 */
final class Findings {

	private final TreeMap<Integer, Finding> byStart = new TreeMap<>();

	void add(Finding finding) {
		if (finding.end() <= finding.start()) {
			return;
		}
		Finding merged = finding;
		for (Finding other : overlapping(finding)) {
			this.byStart.remove(other.start());
			merged = merged.mergedWith(other);
		}
		this.byStart.put(merged.start(), merged);
	}

	private ArrayDeque<Finding> overlapping(Finding finding) {
		ArrayDeque<Finding> overlapping = new ArrayDeque<>();
		Map.Entry<Integer, Finding> before = this.byStart.lowerEntry(finding.end());
		while (before != null && before.getValue().overlaps(finding)) {
			overlapping.add(before.getValue());
			before = this.byStart.lowerEntry(before.getKey());
		}
		return overlapping;
	}

	boolean covers(int position) {
		Map.Entry<Integer, Finding> before = this.byStart.floorEntry(position);
		return before != null && position < before.getValue().end();
	}

	boolean holdsBlock(int position) {
		Map.Entry<Integer, Finding> before = this.byStart.floorEntry(position);
		return before != null && position < before.getValue().end() && before.getValue().rank() == Finding.Rank.BLOCK;
	}

	@Nullable Finding takeBefore(int limit) {
		Map.Entry<Integer, Finding> first = this.byStart.firstEntry();
		if (first == null || first.getKey() >= limit) {
			return null;
		}
		return this.byStart.remove(first.getKey());
	}

	void moveBy(int distance) {
		TreeMap<Integer, Finding> before = new TreeMap<>(this.byStart);
		this.byStart.clear();
		before.values().forEach((finding) -> this.byStart.put(finding.start() + distance, finding.movedBy(distance)));
	}

}
