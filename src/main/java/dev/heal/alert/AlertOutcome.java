package dev.heal.alert;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What became of one alert.
 *
 * @param fingerprint the alert's fingerprint
 * @param namespace the namespace of the pod or workload
 * @param pod the pod's name, null when the alert is about a workload
 * @param workload the workload as kubectl takes it, such as {@code deployment/web}, null
 * when the alert is about a pod
 * @param pods the workload's failing pods, null when they are not known, or the alert is
 * about a pod
 * @param outcome what became of it
 * @param reason why, null when it was taken
 * @param incident where to read on, null when there is no incident
 * @param test what it would have done, null when it was no test
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertOutcome(@Nullable String fingerprint, @Nullable String namespace, @Nullable String pod,
		@Nullable String workload, @Nullable List<String> pods, Outcome outcome, @Nullable String reason,
		@Nullable String incident, @Nullable Trial test) {

	/**
	 * Says what became of an alert.
	 * @param alert the alert
	 * @param outcome what became of it
	 * @param reason why, null when there is nothing to say
	 * @return the outcome, with the place where to read on
	 */
	public static AlertOutcome of(Alert alert, Outcome outcome, @Nullable String reason) {
		return about(alert.fingerprint(), alert.subject(), outcome, reason, alert.subject().incident());
	}

	/**
	 * Says that there is no incident for an alert.
	 * @param fingerprint the alert's fingerprint, null when it has none
	 * @param subject what it is about
	 * @param reason why there is none
	 * @return the outcome
	 */
	public static AlertOutcome ignored(@Nullable String fingerprint, Subject subject, String reason) {
		return about(fingerprint, subject, Outcome.IGNORED, reason, null);
	}

	static AlertOutcome rejected(@Nullable String fingerprint, @Nullable Subject subject, String reason) {
		return (subject != null) ? about(fingerprint, subject, Outcome.REJECTED, reason, null)
				: new AlertOutcome(fingerprint, null, null, null, null, Outcome.REJECTED, reason, null, null);
	}

	/**
	 * Says which pods of a workload fail.
	 * @param failing their names
	 * @return the outcome with them
	 */
	public AlertOutcome withPods(List<String> failing) {
		String why = (failing.isEmpty() && this.reason == null) ? "no failing pod of " + this.workload + " was found"
				: this.reason;
		return new AlertOutcome(this.fingerprint, this.namespace, this.pod, this.workload, failing, this.outcome, why,
				this.incident, this.test);
	}

	/**
	 * Says what it would have done.
	 * @param trial what it would have done
	 * @return the outcome of a test
	 */
	public AlertOutcome tested(Trial trial) {
		return new AlertOutcome(this.fingerprint, this.namespace, this.pod, this.workload, this.pods, Outcome.TEST,
				this.reason, this.incident, trial);
	}

	/**
	 * Says what would become of an alert that is left alone, when that is all that is
	 * asked.
	 * @param isTest whether it is
	 * @return the outcome of a test, or the same
	 */
	AlertOutcome asked(boolean isTest) {
		return (isTest && this.outcome == Outcome.IGNORED) ? tested(new Trial(this.outcome, false, this.reason, null))
				: this;
	}

	private static AlertOutcome about(@Nullable String fingerprint, Subject subject, Outcome outcome,
			@Nullable String reason, @Nullable String incident) {
		return new AlertOutcome(fingerprint, subject.namespace(), subject.isPod() ? subject.name() : null,
				subject.workload(), null, outcome, reason, incident, null);
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
		REJECTED,
		/**
		 * It only asked what would be done.
		 */
		@JsonProperty("test")
		TEST

	}

}
