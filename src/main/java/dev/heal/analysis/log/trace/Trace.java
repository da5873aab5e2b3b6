package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import dev.heal.analysis.log.line.Severity;

/**
 * A stack trace, panic or crash report within the lines of a passage.
 *
 * @param runtime what wrote it
 * @param first the index of its first line
 * @param last the index of its last line
 * @param error the index of the line that states the error best
 * @param severity how bad the record that it belongs to says that it is
 * @param uncaught whether the runtime says that it ended the process or thread
 * @param chain what was thrown, the root cause first
 */
public record Trace(String runtime, int first, int last, int error, Severity severity, boolean uncaught,
		List<Thrown> chain) {

	public Thrown root() {
		return this.chain.getFirst();
	}

	public Trace asSurvived() {
		return new Trace(this.runtime, this.first, this.last, this.error, Severity.ERROR, false, this.chain);
	}

	Trace withLast(int last) {
		return new Trace(this.runtime, this.first, last, this.error, this.severity, this.uncaught, this.chain);
	}

	/**
	 * Returns the first frame in the application's own code, nearest to the root cause.
	 * @return the frame
	 */
	public Optional<Frame> ownFrame() {
		return this.chain.stream().flatMap((thrown) -> thrown.ownFrame().stream()).findFirst();
	}

}
