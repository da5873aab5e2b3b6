package dev.heal.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must be true after a repair.
 *
 * @param id its name within the list
 * @param text what must be true, in markdown
 * @param command a command that shows it, null where none can be told
 * @param quote the lines of the log that it speaks of, null for none
 * @param field the field of the pod that Heal compares, null for none
 * @param mark whether it is true
 * @param note who says so and why, null before
 */
public record Criterion(String id, String text, @Nullable String command, @Nullable String quote,
		@Nullable PodField field, Mark mark, @Nullable String note) {

	static Criterion of(String id, String text, @Nullable String command) {
		return new Criterion(id, text, command, null, null, Mark.OPEN, null);
	}

	Criterion quoting(@Nullable String lines) {
		return new Criterion(this.id, this.text, this.command, lines, this.field, this.mark, this.note);
	}

	Criterion on(PodField newField) {
		return new Criterion(this.id, this.text, this.command, this.quote, newField, this.mark, this.note);
	}

	/**
	 * Marks it.
	 * @param newMark whether it is true
	 * @param newNote who says so and why
	 * @return the criterion with the mark
	 */
	public Criterion marked(Mark newMark, String newNote) {
		return new Criterion(this.id, this.text, this.command, this.quote, this.field, newMark, newNote);
	}

	/**
	 * What is known of a criterion.
	 */
	public enum Mark {

		/**
		 * Nobody has looked yet.
		 */
		@JsonProperty("open")
		OPEN,
		/**
		 * The agent says that it is true.
		 */
		@JsonProperty("claimed")
		CLAIMED,
		/**
		 * Heal has seen that it is true.
		 */
		@JsonProperty("met")
		MET,
		/**
		 * Heal has seen that it is not.
		 */
		@JsonProperty("missed")
		MISSED

	}

}
