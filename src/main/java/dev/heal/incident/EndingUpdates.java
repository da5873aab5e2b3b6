package dev.heal.incident;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.evidence.EndingListener;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.Manifest;
import dev.heal.evidence.RecordedEnd;

/**
 * Shows in an incident, and in its report, how the containers of its pod go on ending.
 */
@Component
class EndingUpdates implements EndingListener {

	private final IncidentStore store;

	private final ReportFiles reports;

	private final EvidenceCollector evidence;

	EndingUpdates(IncidentStore store, ReportFiles reports, EvidenceCollector evidence) {
		this.store = store;
		this.reports = reports;
		this.evidence = evidence;
	}

	@Override
	public void onEnding(String namespace, String pod, String uid, List<RecordedEnd> endings) {
		this.store.update(namespace, pod, (incident) -> {
			Manifest evidence = incident.evidence();
			if (!incident.isLive() || evidence == null || !Objects.equals(evidence.uid(), uid)
					|| evidence.endings().equals(endings)) {
				return incident;
			}
			this.reports.note(incident, endings);
			return incident.with(evidence.withEndings(endings));
		});
	}

	/**
	 * Takes in what was recorded between the collection of a pod's evidence and its
	 * report.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param uid the pod's UID, null when it is not known
	 */
	void catchUp(String namespace, String pod, @Nullable String uid) {
		List<RecordedEnd> endings = this.evidence.endings(namespace, pod, uid);
		if (uid != null && !endings.isEmpty()) {
			onEnding(namespace, pod, uid, endings);
		}
	}

}
