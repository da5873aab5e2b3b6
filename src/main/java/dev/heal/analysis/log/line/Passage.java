package dev.heal.analysis.log.line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lines around something that may be a failure. A long passage keeps its head and its
 * tail.
 */
final class Passage {

	static final int HEAD = 300;

	private static final int TAIL = 300;

	private static final int TAIL_BYTES = 128 * 1024;

	private static final int HEAD_BYTES = 256 * 1024;

	private static final int PATIENCE = 12;

	private final List<RawLine> head = new ArrayList<>();

	private final Deque<RawLine> tail = new ArrayDeque<>();

	private int headBytes;

	private int tailBytes;

	private int weight;

	private int quiet;

	Passage(List<RawLine> context) {
		context.forEach((line) -> add(line, 0));
	}

	void add(RawLine line, int weight) {
		this.weight = Math.max(this.weight, weight);
		this.quiet = (weight > 0 || line.isIndented()) ? 0 : this.quiet + 1;
		if (this.head.size() < HEAD && this.headBytes < HEAD_BYTES) {
			this.head.add(line);
			this.headBytes += line.bytes().length;
			return;
		}
		this.tail.add(line);
		this.tailBytes += line.bytes().length;
		while (this.tail.size() > TAIL || (this.tailBytes > TAIL_BYTES && this.tail.size() > 1)) {
			this.tailBytes -= this.tail.remove().bytes().length;
		}
	}

	/**
	 * Whether nothing of interest has come for a while.
	 * @return whether it is over
	 */
	boolean isOver() {
		return this.quiet > PATIENCE;
	}

	/**
	 * Whether its head is full, so that another crash would only be seen if it began a
	 * passage of its own.
	 * @return whether it is long
	 */
	boolean isLong() {
		return this.head.size() >= HEAD || this.headBytes >= HEAD_BYTES;
	}

	int weight() {
		return this.weight;
	}

	/**
	 * Returns the lines that are kept, in order; where the numbers jump some were left
	 * out.
	 * @return the lines
	 */
	List<RawLine> lines() {
		List<RawLine> lines = new ArrayList<>(this.head);
		lines.addAll(this.tail);
		return lines;
	}

	int bytes() {
		return this.headBytes + this.tailBytes;
	}

}
