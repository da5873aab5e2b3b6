package dev.heal.analysis.log;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Cause;

/**
 * One thing in a log that may be why the container failed.
 *
 * @param cause the class of cause that the text speaks for
 * @param subtype a finer class, such as {@code null-pointer}
 * @param confidence how sure, from 0 to 1, for a container that is known to have failed
 * @param runtime what wrote it, such as {@code java} or {@code nginx}; null when it is
 * not known
 * @param exception the type of the innermost exception
 * @param message its message
 * @param errorLine the line that states the error best, as it stands in the excerpt
 * @param errorLineNumber its number in the file
 * @param excerpt the trace or message, with the numbers of its lines in the file
 * @param location the first frame in the application's own code
 * @param signature what identifies the error over restarts, replicas and wording noise:
 * normalised exception, message family and top own frames, without addresses, ids,
 * numbers, times, hosts and pod names
 * @param fatal whether the text itself shows that the process ended of it
 * @param reason the line before it that tells why, null when the error tells itself
 * @param before the lines above the excerpt, as far as they may name what it is about
 */
public record LogFinding(Cause cause, @Nullable String subtype, double confidence, @Nullable String runtime,
		@Nullable String exception, @Nullable String message, String errorLine, long errorLineNumber, Excerpt excerpt,
		@Nullable Location location, String signature, boolean fatal, @Nullable Line reason, String before) {

	/**
	 * Returns what there is to mend: the error, or the line before it that tells why.
	 * @return the finding in the words of that line
	 */
	public LogFinding toMend() {
		if (this.reason == null) {
			return this;
		}
		Excerpt line = new Excerpt(this.excerpt.file(), this.reason.number(), this.reason.number(), this.reason.text());
		return new LogFinding(this.cause, this.subtype, this.confidence, this.runtime, null, this.reason.said(),
				this.reason.text(), this.reason.number(), line, this.location, this.signature, this.fatal, null,
				this.before);
	}

	/**
	 * Returns the same excerpt in the words of the line in it that tells why.
	 * @return the finding, itself where no such line is known
	 */
	LogFinding ofReason() {
		return (this.reason == null) ? this
				: new LogFinding(this.cause, this.subtype, this.confidence, this.runtime, null, this.reason.said(),
						this.reason.text(), this.reason.number(), this.excerpt, this.location, this.signature,
						this.fatal, null, this.before);
	}

	/**
	 * Returns the same thing in another file of the same lines.
	 * @param file the file, such as {@code previous.log}
	 * @return the finding there
	 */
	public LogFinding in(String file) {
		Excerpt there = new Excerpt(file, this.excerpt.firstLine(), this.excerpt.lastLine(), this.excerpt.text());
		return new LogFinding(this.cause, this.subtype, this.confidence, this.runtime, this.exception, this.message,
				this.errorLine, this.errorLineNumber, there, this.location, this.signature, this.fatal, this.reason,
				this.before);
	}

	/**
	 * Returns the same finding, judged by what the log does not know.
	 * @param cause the class of cause
	 * @param subtype the finer class
	 * @return the finding
	 */
	public LogFinding of(Cause cause, String subtype) {
		return new LogFinding(cause, subtype, this.confidence, this.runtime, this.exception, this.message,
				this.errorLine, this.errorLineNumber, this.excerpt, this.location, this.signature, this.fatal,
				this.reason, this.before);
	}

	/**
	 * Returns what it says without what a logging library put around it.
	 * @return the words, such as {@code ConnectException: Connection refused}
	 */
	public String statement() {
		String words = (this.message != null) ? this.message.strip() : "";
		if (this.exception == null) {
			return words.isEmpty() ? this.errorLine.strip() : words;
		}
		String type = this.exception.substring(this.exception.lastIndexOf('.') + 1);
		return (words.isEmpty() || words.equals(this.exception)) ? type : type + ": " + words;
	}

	/**
	 * A line of the log.
	 *
	 * @param number its number in the file
	 * @param text the line
	 * @param said what it says, without what a logging library put around it
	 */
	public record Line(long number, String text, String said) {

	}

}
