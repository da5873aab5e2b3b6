package dev.heal.incident;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.alert.Alert;
import dev.heal.alert.Alert.Hints;
import dev.heal.alert.Subject;
import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.remediation.Handover;
import dev.heal.remediation.IncidentState;
import dev.heal.report.ReportRenderer;
import dev.heal.workspace.Workspace;

/**
 * Incidents of tests.
 */
final class StoredIncidents {

	static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

	private StoredIncidents() {
	}

	static IncidentStore in(Workspace workspace) {
		return new IncidentStore(workspace, JsonMapper.builder().build());
	}

	static ReportFiles reports(Workspace workspace) {
		return new ReportFiles(workspace, ReportRenderer.standard(),
				new Handover(workspace.root(), Path.of("/workspace"), Duration.ofMinutes(2)));
	}

	static Incident of(String pod, @Nullable String failure, IncidentState state) {
		Alert alert = new Alert("2db6", true, false, Subject.pod("shop", pod), Hints.NONE, NOW, null);
		Incident opened = Incident.opened("shop", pod, Episode.of(alert, NOW), NOW).with(state, null, NOW);
		return (failure != null) ? opened.with(analysis(failure)) : opened;
	}

	private static Analysis analysis(String failure) {
		return new Analysis(Cause.CODE_BUG, null, 0.9, "app", null, "app crashed", null, null, null, null, null,
				List.of(), List.of(), null, failure);
	}

}
