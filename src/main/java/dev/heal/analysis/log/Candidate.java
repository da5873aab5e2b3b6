package dev.heal.analysis.log;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.trace.Trace;
import dev.heal.analysis.log.words.Family;

/**
 * Something in a log that may be why the container failed: a trace, or a message that
 * stands alone.
 *
 * @param lines the passage
 * @param first the index of its first line
 * @param last the index of its last line
 * @param error the index of the line that states the error best
 * @param severity how bad it says that it is
 * @param trace the trace, null for a message
 * @param family what it says
 * @param score how likely it is, above all other candidates of this log
 * @param reason the one before it that tells why, null when it tells itself
 */
record Candidate(List<LogLine> lines, int first, int last, int error, Severity severity, @Nullable Trace trace,
		Optional<Family> family, int score, @Nullable Candidate reason) {

	Candidate(List<LogLine> lines, int first, int last, int error, Severity severity, @Nullable Trace trace,
			Optional<Family> family, int score) {
		this(lines, first, last, error, severity, trace, family, score, null);
	}

	LogLine errorLine() {
		return this.lines.get(this.error);
	}

	long lastNumber() {
		return this.lines.get(this.last).number();
	}

	long firstNumber() {
		return this.lines.get(this.first).number();
	}

	Candidate withBounds(int first, int last) {
		return new Candidate(this.lines, first, last, this.error, this.severity, this.trace, this.family, this.score,
				this.reason);
	}

	Candidate withError(int error) {
		return new Candidate(this.lines, this.first, Math.max(this.last, error), error, this.severity, this.trace,
				this.family, this.score, this.reason);
	}

	boolean isOf(Family other) {
		return this.family.filter((mine) -> mine.cause() == other.cause() && mine.subtype().equals(other.subtype()))
			.isPresent();
	}

	boolean isSegfault() {
		return this.family.map(Family::subtype).filter("segfault"::equals).isPresent();
	}

	Candidate withScore(int score) {
		return new Candidate(this.lines, this.first, this.last, this.error, this.severity, this.trace, this.family,
				score, this.reason);
	}

	/**
	 * Returns the same as something that the process survived.
	 * @return the candidate
	 */
	Candidate asSurvived() {
		Trace survived = (this.trace != null) ? this.trace.asSurvived() : null;
		return new Candidate(this.lines, this.first, this.last, this.error, Severity.ERROR, survived, this.family,
				this.score, this.reason);
	}

	Candidate withFamily(Optional<Family> family) {
		return new Candidate(this.lines, this.first, this.last, this.error, this.severity, this.trace, family,
				this.score, this.reason);
	}

	/**
	 * Returns the same with the reason that stands before it.
	 * @param family what that one says
	 * @param earlier the reason
	 * @return the candidate
	 */
	Candidate because(Family family, Candidate earlier) {
		return new Candidate(this.lines, this.first, this.last, this.error, this.severity, this.trace,
				Optional.of(family), this.score, earlier);
	}

}
