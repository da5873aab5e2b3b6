package dev.heal.mcp;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import dev.heal.incident.IncidentView;

/**
 * What Heal does about a failure.
 */
record KnownIncident(String state, @Nullable String reason, Instant since, @Nullable Instant endedAt,
		@Nullable @JsonPropertyDescription("read_report shows it") String report,
		@Nullable @JsonPropertyDescription("show_remediation shows it") String remediation,
		@Nullable String pullRequest) {

	private static final int SENTENCE = 300;

	static KnownIncident of(IncidentView incident) {
		return new KnownIncident(incident.state().text(), Answers.cut(incident.reason(), SENTENCE), incident.startsAt(),
				incident.endedAt(), incident.report(), incident.remediation(),
				(incident.work() != null) ? incident.work().pullRequest() : null);
	}

}
