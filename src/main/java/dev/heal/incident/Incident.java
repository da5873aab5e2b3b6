package dev.heal.incident;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import dev.heal.alert.Alert;
import dev.heal.analysis.Analysis;
import dev.heal.evidence.Manifest;

/**
 * What Heal knows of one failing pod.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param episode the alerts that it answers
 * @param progress how far it has come
 * @param evidence what was collected, null before
 * @param analysis what was found, null before
 * @param report the path of Heal's report, null before
 * @param remediation the name of the CodeRun, null when there is none
 */
record Incident(String namespace, String pod, Episode episode, Progress progress, @Nullable Manifest evidence,
		@Nullable Analysis analysis, @Nullable String report, @Nullable String remediation) {

	static Incident opened(String namespace, String pod, Episode episode, Instant now) {
		return new Incident(namespace, pod, episode, new Progress(IncidentState.ACCEPTED, null, now, 0), null, null,
				null, null);
	}

	Incident with(IncidentState state, @Nullable String reason, Instant now) {
		return new Incident(this.namespace, this.pod, this.episode,
				new Progress(state, reason, now, this.progress.tries()), this.evidence, this.analysis, this.report,
				this.remediation);
	}

	Incident triedAgain(String reason, Instant now) {
		Progress next = new Progress(this.progress.state(), reason, now, this.progress.tries() + 1);
		return new Incident(this.namespace, this.pod, this.episode, next, this.evidence, this.analysis, this.report,
				this.remediation);
	}

	Incident with(Episode newEpisode) {
		return new Incident(this.namespace, this.pod, newEpisode, this.progress, this.evidence, this.analysis,
				this.report, this.remediation);
	}

	Incident with(Manifest newEvidence) {
		return new Incident(this.namespace, this.pod, this.episode, this.progress, newEvidence, this.analysis,
				this.report, this.remediation);
	}

	Incident with(Analysis newAnalysis) {
		return new Incident(this.namespace, this.pod, this.episode, this.progress, this.evidence, newAnalysis,
				this.report, this.remediation);
	}

	Incident withReport(String newReport) {
		return new Incident(this.namespace, this.pod, this.episode, this.progress, this.evidence, this.analysis,
				newReport, this.remediation);
	}

	Incident withRemediation(@Nullable String name) {
		return new Incident(this.namespace, this.pod, this.episode, this.progress, this.evidence, this.analysis,
				this.report, name);
	}

	@JsonIgnore
	String id() {
		return this.namespace + "/" + this.pod;
	}

	@Nullable String failure() {
		return (this.analysis != null) ? this.analysis.fingerprint() : null;
	}

	/**
	 * The alerts that an incident answers.
	 *
	 * @param fingerprints the alerts' fingerprints, the first one opened the incident
	 * @param container the container that the alert is about, null for all
	 * @param taskId the task id that it carries, null when it carries none
	 * @param startsAt when it began
	 * @param createdAt when Heal heard of it
	 * @param endedAt when it ended, null while it goes on
	 */
	record Episode(List<String> fingerprints, @Nullable String container, @Nullable String taskId, Instant startsAt,
			Instant createdAt, @Nullable Instant endedAt) {

		static Episode of(Alert alert, Instant now) {
			return new Episode(List.of(alert.fingerprint()), alert.container(), alert.taskId(), alert.startsAt(), now,
					null);
		}

		Episode and(Alert alert) {
			List<String> all = this.fingerprints.contains(alert.fingerprint()) ? this.fingerprints
					: Stream.concat(this.fingerprints.stream(), Stream.of(alert.fingerprint())).toList();
			Instant start = alert.startsAt().isBefore(this.startsAt) ? alert.startsAt() : this.startsAt;
			return new Episode(all, this.container, this.taskId, start, this.createdAt, this.endedAt);
		}

		Episode ended(Instant at) {
			return new Episode(this.fingerprints, this.container, this.taskId, this.startsAt, this.createdAt, at);
		}

		boolean contains(Alert alert) {
			return this.endedAt == null || !alert.startsAt().isAfter(this.endedAt);
		}

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

}
