package dev.heal.incident;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in reports of those who do the analysis themselves.
 */
@Component
public class ReportHandIn {

	private final ReportFiles reports;

	private final IncidentStore store;

	ReportHandIn(ReportFiles reports, IncidentStore store) {
		this.reports = reports;
		this.store = store;
	}

	/**
	 * Takes in a report. Heal's own stands beside it from then on.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param markdown the report
	 * @param ifMatch the ETags of which the present report must have one, null for any or
	 * none
	 * @return whether there was none before
	 * @throws ReportChangedException if the present report has another one
	 */
	public boolean take(String namespace, String pod, byte[] markdown, @Nullable String ifMatch) {
		boolean isNew = this.reports.replace(namespace, pod, markdown, ifMatch);
		this.reports.ownPath(namespace, pod)
			.ifPresent((own) -> this.store.update(namespace, pod, (known) -> known.withReport(own)));
		return isNew;
	}

}
