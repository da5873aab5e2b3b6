package dev.heal.redaction;

/**
 * A secret in a window. The bytes from start to end go; the value alone decides the
 * digest, so that a secret keeps its placeholder wherever it stands.
 *
 * @param id the rule
 * @param rank how well the rule knows what it found
 * @param start first byte that goes
 * @param end first byte behind that stays
 * @param valueStart first byte of the value
 * @param valueEnd first byte behind the value
 * @param quote what to put around the placeholder where only a quoted text may stand
 */
record Finding(String id, Rank rank, int start, int end, int valueStart, int valueEnd, String quote) {

	Finding(String id, Rank rank, int start, int end) {
		this(id, rank, start, end, start, end, "");
	}

	Finding quoted(String quote) {
		return new Finding(this.id, this.rank, this.start, this.end, this.valueStart, this.valueEnd, quote);
	}

	Finding movedBy(int distance) {
		return new Finding(this.id, this.rank, this.start + distance, this.end + distance, this.valueStart + distance,
				this.valueEnd + distance, this.quote);
	}

	boolean overlaps(Finding other) {
		return this.start < other.end && other.start < this.end;
	}

	Finding mergedWith(Finding other) {
		Finding named = (other.rank.compareTo(this.rank) > 0) ? other : this;
		return new Finding(named.id, named.rank, Math.min(this.start, other.start), Math.max(this.end, other.end),
				named.valueStart, named.valueEnd, this.quote.isEmpty() ? other.quote : this.quote);
	}

	/**
	 * What names a secret found by several rules, weakest first.
	 */
	enum Rank {

		NAME, CONTEXT, CONFIGURED, TOKEN, BLOCK

	}

}
