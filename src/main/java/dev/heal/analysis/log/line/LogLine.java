package dev.heal.analysis.log.line;

import dev.heal.analysis.log.words.Markers;

/**
 * A line, read: what it says apart from when, where and how bad. The lines of a trace
 * within a structured record are lines of their own that share the record's number.
 *
 * @param number the number of the physical line in the file
 * @param text the physical line: decoded, without colours and white space at its end
 * @param severity how bad it says that it is
 * @param body what it says
 * @param record whether a logging library wrote it: it begins with a time or a level, or
 * is structured
 * @param inner whether it stood escaped within the physical line
 */
public record LogLine(long number, String text, Severity severity, String body, boolean record, boolean inner) {

	public boolean isBlank() {
		return this.body.isBlank();
	}

	/**
	 * How much its words hint at a failure.
	 * @return the weight of the heaviest of them by {@code markers.txt}
	 */
	public int weight() {
		return Markers.weight(this.body);
	}

	public String stripped() {
		return this.body.strip();
	}

	public boolean isIndented() {
		return !this.body.isEmpty() && Character.isWhitespace(this.body.charAt(0));
	}

	/**
	 * Whether it is an ordinary record of an ordinary logger, as may come between the
	 * lines of a trace when threads write at the same time.
	 * @return whether it is
	 */
	public boolean isChatter() {
		return this.record && !this.inner && this.severity != Severity.NONE;
	}

}
