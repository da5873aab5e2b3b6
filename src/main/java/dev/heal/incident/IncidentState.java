package dev.heal.incident;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The states of an incident.
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

	boolean isOpen() {
		return this != RESOLVED && this != ESCALATED && this != CLOSED;
	}

	boolean isUnfinished() {
		return this == ACCEPTED || this == COLLECTING || this == ANALYSING;
	}

}
