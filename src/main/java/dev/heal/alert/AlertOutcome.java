package dev.heal.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What became of one alert.
 *
 * @param fingerprint the alert's fingerprint
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param outcome what became of it
 * @param reason why, null when it was taken
 * @param incident where to read on, null when there is no incident
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertOutcome(@Nullable String fingerprint, @Nullable String namespace, @Nullable String pod,
		Outcome outcome, @Nullable String reason, @Nullable String incident) {

	public static AlertOutcome of(Alert alert, Outcome outcome, @Nullable String reason, @Nullable String incident) {
		return new AlertOutcome(alert.fingerprint(), alert.namespace(), alert.pod(), outcome, reason, incident);
	}

	/**
	 * The outcomes.
	 */
	public enum Outcome {

		/**
		 * A new incident.
		 */
		@JsonProperty("accepted")
		ACCEPTED,
		/**
		 * The incident is known.
		 */
		@JsonProperty("duplicate")
		DUPLICATE,
		/**
		 * The end of an incident.
		 */
		@JsonProperty("resolved")
		RESOLVED,
		/**
		 * Nothing to do.
		 */
		@JsonProperty("ignored")
		IGNORED,
		/**
		 * It cannot be read.
		 */
		@JsonProperty("rejected")
		REJECTED

	}

}
