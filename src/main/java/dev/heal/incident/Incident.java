package dev.heal.incident;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.coderun.AgentWork;
import dev.heal.evidence.Manifest;
import dev.heal.remediation.Dispatch;
import dev.heal.remediation.IncidentState;
import dev.heal.remediation.RemediationRequest;
import dev.heal.report.Acceptance;

/**
 * What Heal knows of one failing pod.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param episode the alerts that it answers
 * @param sighting what was last seen of the pod, null before
 * @param progress how far it has come
 * @param evidence what was collected, null before
 * @param analysis what was found, null before
 * @param report the path of Heal's report, null before
 * @param remediation the name of the CodeRun, null when there is none
 * @param acceptance what must be true after a repair, null before the report
 * @param work what the agent has left, null before
 * @param causedBy the incident that explains this one, null when none does
 */
record Incident(String namespace, String pod, Episode episode, @Nullable Sighting sighting, Progress progress,
		@Nullable Manifest evidence, @Nullable Analysis analysis, @Nullable String report, @Nullable String remediation,
		@Nullable Acceptance acceptance, @Nullable AgentWork work, @Nullable String causedBy) {

	static Incident opened(String namespace, String pod, Episode episode, Instant now) {
		return new Incident(namespace, pod, episode, null, new Progress(IncidentState.ACCEPTED, null, now, 0), null,
				null, null, null, null, null, null);
	}

	Incident with(IncidentState state, @Nullable String reason, Instant now) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting,
				new Progress(state, reason, now, this.progress.tries()), this.evidence, this.analysis, this.report,
				this.remediation, this.acceptance, this.work, this.causedBy);
	}

	Incident triedAgain(String reason, Instant now) {
		Progress next = new Progress(this.progress.state(), reason, now, this.progress.tries() + 1);
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, next, this.evidence, this.analysis,
				this.report, this.remediation, this.acceptance, this.work, this.causedBy);
	}

	/**
	 * Stays in its state, and is looked at again, since not all that there is could be
	 * had.
	 * @param tries how often that was tried
	 * @param missing what could not be had
	 * @param now the time
	 * @return the incident as it is now
	 */
	Incident lookedAtAgain(int tries, String missing, Instant now) {
		Progress next = new Progress(this.progress.state(), missing + "; tried again", now, tries);
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, next, this.evidence, this.analysis,
				this.report, this.remediation, this.acceptance, this.work, this.causedBy);
	}

	/**
	 * Notes what became of the remediation.
	 * @param dispatch what became of it
	 * @param now the time
	 * @return the incident as it is now
	 */
	Incident with(Dispatch dispatch, Instant now) {
		return switch (dispatch) {
			case Dispatch.Started(var started) ->
				withRemediation(started.name()).settled(IncidentState.REMEDIATING, null, now);
			case Dispatch.Verifying(var ended) ->
				withRemediation(ended.name()).settled(IncidentState.VERIFYING, null, now);
			case Dispatch.Queued(var reason) -> settled(IncidentState.QUEUED, reason, now);
			case Dispatch.AwaitingApproval(var name, var reason) ->
				withRemediation(name).settled(IncidentState.AWAITING_APPROVAL, reason, now);
			case Dispatch.Declined(var reason) -> settled(IncidentState.REPORTED, reason, now);
			case Dispatch.Escalated(var reason) -> settled(IncidentState.ESCALATED, reason, now);
			case Dispatch.Failed(var reason, var retryable) when retryable ->
				with(IncidentState.QUEUED, reason, now).triedAgain(reason, now);
			case Dispatch.Failed(var reason, var _) -> settled(IncidentState.REPORTED, reason, now);
		};
	}

	/**
	 * Comes to a state in which nothing is to be tried again.
	 * @param state the state
	 * @param reason why it is not further, null when there is nothing to say
	 * @param now the time
	 * @return the incident as it is now
	 */
	Incident settled(IncidentState state, @Nullable String reason, Instant now) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, new Progress(state, reason, now, 0),
				this.evidence, this.analysis, this.report, this.remediation, this.acceptance, this.work, this.causedBy);
	}

	Incident with(Episode newEpisode) {
		return new Incident(this.namespace, this.pod, newEpisode, this.sighting, this.progress, this.evidence,
				this.analysis, this.report, this.remediation, this.acceptance, this.work, this.causedBy);
	}

	Incident with(Sighting newSighting) {
		return new Incident(this.namespace, this.pod, this.episode, newSighting, this.progress, this.evidence,
				this.analysis, this.report, this.remediation, this.acceptance, this.work, this.causedBy);
	}

	Incident with(Manifest newEvidence) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, this.progress, newEvidence,
				this.analysis, this.report, this.remediation, this.acceptance, this.work, this.causedBy);
	}

	Incident with(Analysis newAnalysis) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, this.progress, this.evidence,
				newAnalysis, this.report, this.remediation, this.acceptance, this.work, this.causedBy);
	}

	Incident withReport(String newReport, Acceptance expected) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, this.progress, this.evidence,
				this.analysis, newReport, this.remediation,
				(this.acceptance != null) ? expected.keeping(this.acceptance) : expected, this.work, this.causedBy);
	}

	Incident with(Acceptance newAcceptance) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, this.progress, this.evidence,
				this.analysis, this.report, this.remediation, newAcceptance, this.work, this.causedBy);
	}

	Incident with(AgentWork newWork) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, this.progress, this.evidence,
				this.analysis, this.report, this.remediation, this.acceptance, newWork, this.causedBy);
	}

	Incident withReport(String newReport) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, this.progress, this.evidence,
				this.analysis, newReport, this.remediation, this.acceptance, this.work, this.causedBy);
	}

	Incident withRemediation(@Nullable String name) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, this.progress, this.evidence,
				this.analysis, this.report, name, this.acceptance, this.work, this.causedBy);
	}

	Incident causedBy(@Nullable String root) {
		return new Incident(this.namespace, this.pod, this.episode, this.sighting, this.progress, this.evidence,
				this.analysis, this.report, this.remediation, this.acceptance, this.work, root);
	}

	/**
	 * Returns the incidents that may explain it.
	 * @return those of what stands behind the Service that it calls in vain
	 */
	@JsonIgnore
	List<String> suspects() {
		return (this.analysis != null && this.analysis.dependency() != null) ? this.analysis.dependency().members()
				: List.of();
	}

	/**
	 * Tells whether alerts that fire belong to it. One that is left to people goes on
	 * until its alerts are resolved.
	 * @return whether it has not ended
	 */
	@JsonIgnore
	boolean isLive() {
		IncidentState state = this.progress.state();
		return this.episode.endedAt() == null && (state.isOpen() || state == IncidentState.ESCALATED);
	}

	/**
	 * Returns when something last told that it goes on.
	 * @return the time of the last alert, or of the last step
	 */
	@JsonIgnore
	Instant lastSignOfLife() {
		Instant step = this.progress.updatedAt();
		return step.isAfter(this.episode.seenAt()) ? step : this.episode.seenAt();
	}

	@JsonIgnore
	String id() {
		return this.namespace + "/" + this.pod;
	}

	/**
	 * Tells whether a worker has something to do.
	 * @return whether a step is still to come, or to be tried again
	 */
	@JsonIgnore
	boolean isDue() {
		return this.progress.state().isUnfinished() || (this.progress.state().isOpen() && this.progress.tries() > 0);
	}

	/**
	 * Tells whether what was found for an incident is for this one: a pod may be resolved
	 * and fail again while it is looked at.
	 * @param former the incident as it was
	 * @return whether this is the same one, and open
	 */
	boolean isStill(Incident former) {
		return this.progress.state().isOpen() && this.episode.createdAt().equals(former.episode.createdAt());
	}

	/**
	 * Tells whether it must be kept.
	 * @return whether something is still to come, or people are still to look at it
	 */
	@JsonIgnore
	boolean isNeeded() {
		IncidentState state = this.progress.state();
		return state.isOpen() || (state == IncidentState.ESCALATED && this.episode.endedAt() == null);
	}

	boolean isOf(String failure) {
		return this.analysis != null
				&& failure.equals(RemediationRequest.failure(this.namespace, this.pod, this.analysis.fingerprint()));
	}

	@Nullable String failure() {
		return (this.analysis != null) ? this.analysis.fingerprint() : null;
	}

	/**
	 * Tells whether it is about a workload, not about a pod.
	 * @return whether pods have incidents of their own because of it
	 */
	@JsonIgnore
	boolean isOfWorkload() {
		return this.pod.indexOf('_') >= 0;
	}

	/**
	 * How far an incident has come.
	 *
	 * @param state its state
	 * @param reason why it is not further, null when there is nothing to say
	 * @param updatedAt when it came there
	 * @param tries how often a step was tried in vain
	 */
	record Progress(IncidentState state, @Nullable String reason, Instant updatedAt, int tries) {

	}

	/**
	 * What was last seen of a pod, or of a workload.
	 *
	 * @param mark what the pod was like, null before it was looked at
	 * @param missingSince since when it has not been there, null while it is
	 * @param pods the workload's failing pods, null before it was looked at
	 */
	record Sighting(@Nullable String mark, @Nullable Instant missingSince, @Nullable List<String> pods) {

		static Sighting of(String mark) {
			return new Sighting(mark, null, null);
		}

		static Sighting of(List<String> pods) {
			return new Sighting(null, null, List.copyOf(pods));
		}

		static Sighting missing(Instant since) {
			return new Sighting(null, since, null);
		}

	}

}
