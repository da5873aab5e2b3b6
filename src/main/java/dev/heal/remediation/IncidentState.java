package dev.heal.remediation;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The states of an incident. The remediation of a failure is in one of them too, so that
 * what happens to it and what its incidents say are the same words.
 */
public enum IncidentState {

	/**
	 * Durable, and waiting for a worker.
	 */
	@JsonProperty("accepted")
	ACCEPTED,
	/**
	 * Its evidence is being fetched.
	 */
	@JsonProperty("collecting")
	COLLECTING,
	/**
	 * Its evidence is being read.
	 */
	@JsonProperty("analysing")
	ANALYSING,
	/**
	 * The report is there, and nothing more happens by itself.
	 */
	@JsonProperty("reported")
	REPORTED,
	/**
	 * A limit holds the remediation back.
	 */
	@JsonProperty("queued")
	QUEUED,
	/**
	 * A person must approve the remediation.
	 */
	@JsonProperty("awaiting-approval")
	AWAITING_APPROVAL,
	/**
	 * An agent is at work.
	 */
	@JsonProperty("remediating")
	REMEDIATING,
	/**
	 * The agent has ended, and the workload is watched.
	 */
	@JsonProperty("verifying")
	VERIFYING,
	/**
	 * The workload is healthy again.
	 */
	@JsonProperty("resolved")
	RESOLVED,
	/**
	 * It is left to people.
	 */
	@JsonProperty("escalated")
	ESCALATED,
	/**
	 * It ended without Heal.
	 */
	@JsonProperty("closed")
	CLOSED;

	/**
	 * Tells whether something is still to come.
	 * @return whether it is not over, and not left to people
	 */
	public boolean isOpen() {
		return this != RESOLVED && this != ESCALATED && this != CLOSED;
	}

	/**
	 * Tells whether a worker has to take it to its report.
	 * @return whether the report is still to come
	 */
	public boolean isUnfinished() {
		return this == ACCEPTED || this == COLLECTING || this == ANALYSING;
	}

	/**
	 * Tells whether it ended by itself or by an agent.
	 * @return whether nothing is to be done about it, by people either
	 */
	public boolean isOver() {
		return this == RESOLVED || this == CLOSED;
	}

	/**
	 * Tells whether the remediation of a failure goes on in it: it waits, an agent is at
	 * work or was, or people are awaited.
	 * @return whether the failure has to be followed
	 */
	boolean isFollowed() {
		return this == QUEUED || this == AWAITING_APPROVAL || this == REMEDIATING || this == VERIFYING
				|| this == ESCALATED;
	}

	/**
	 * Tells whether no agent was started yet, and one may be.
	 * @return whether a limit or a person holds the remediation back
	 */
	boolean isHeldBack() {
		return this == QUEUED || this == AWAITING_APPROVAL;
	}

	/**
	 * Returns it as it is written.
	 * @return such as {@code awaiting-approval}
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
