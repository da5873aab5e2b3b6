package dev.heal.cli;

import java.time.Duration;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import dev.heal.live.LiveFailure;

/**
 * How a roll-out ended.
 *
 * @param verdict how it ended
 * @param namespace its namespace
 * @param workload what was rolled out
 * @param reason why the verdict is certain, or what is still missing
 * @param time how long it took to tell
 * @param failure what is wrong, null when nothing is
 */
record WaitResult(Verdict verdict, String namespace, String workload, String reason, @JsonIgnore Duration time,
		@Nullable LiveFailure failure) {

	@JsonProperty
	double seconds() {
		return this.time.toMillis() / 1000.0;
	}

	/**
	 * What can be said of a roll-out.
	 */
	enum Verdict {

		/**
		 * All of it is ready.
		 */
		READY(0),
		/**
		 * It will not become ready by itself.
		 */
		FAILED(1),
		/**
		 * It may become ready yet.
		 */
		UNDECIDED(3);

		private final int exitCode;

		Verdict(int exitCode) {
			this.exitCode = exitCode;
		}

		int exitCode() {
			return this.exitCode;
		}

		@JsonValue
		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
