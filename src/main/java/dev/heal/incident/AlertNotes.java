package dev.heal.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.incident.Incident.Sighting;

/**
 * Where the pod is not what the alert said of it: another container, another UID, or
 * gone.
 */
final class AlertNotes {

	private static final Set<String> ENDS = Set.of("Killing", "Evicted", "Preempted", "Preempting",
			"TaintManagerEviction", "DeletingNode", "NodeNotReady", "ExceededGracePeriod");

	private AlertNotes() {
	}

	static List<String> of(Incident incident, Evidence evidence, Analysis analysis) {
		List<String> notes = new ArrayList<>();
		gone(incident, evidence).ifPresent(notes::add);
		container(incident, evidence, analysis).ifPresent(notes::add);
		uid(incident, evidence).ifPresent(notes::add);
		return notes;
	}

	private static Optional<String> gone(Incident incident, Evidence evidence) {
		return Optional.ofNullable(incident.sighting())
			.map(Sighting::missingSince)
			.map((since) -> "The pod is gone: "
					+ end(evidence.events())
						.orElse("it was missed at %s, and no event tells who ended it".formatted(since))
					+ ". This report is made of its events, and of what was kept of it.");
	}

	private static Optional<String> end(JsonNode events) {
		return events.path("items")
			.valueStream()
			.filter((event) -> ENDS.contains(event.path("reason").asString("")))
			.max(Comparator.comparing(AlertNotes::time))
			.map((event) -> "since %s, %s of %s: %s".formatted(time(event), event.path("reason").asString(""),
					who(event), event.path("message").asString("").lines().findFirst().orElse("")));
	}

	private static String who(JsonNode event) {
		String component = event.at("/source/component")
			.asString(event.path("reportingComponent").asString("an unknown component"));
		String host = event.at("/source/host").asString("");
		return host.isEmpty() ? component : component + " on " + host;
	}

	private static String time(JsonNode event) {
		return Stream.of("/series/lastObservedTime", "/lastTimestamp", "/eventTime", "/metadata/creationTimestamp")
			.map((place) -> event.at(place).asString(""))
			.filter((time) -> !time.isEmpty())
			.findFirst()
			.orElse(Instant.EPOCH.toString());
	}

	private static Optional<String> container(Incident incident, Evidence evidence, Analysis analysis) {
		String alerted = incident.episode().container();
		if (alerted == null || evidence.pod().isMissingNode() || alerted.equals(analysis.container())) {
			return Optional.empty();
		}
		if (Stream.of("initContainers", "containers", "ephemeralContainers")
			.flatMap((kind) -> evidence.pod().path("spec").path(kind).valueStream())
			.noneMatch((container) -> alerted.equals(container.path("name").asString("")))) {
			return Optional.of("The alert names a container `%s`, which the pod does not have.".formatted(alerted));
		}
		return Optional.ofNullable(analysis.container())
			.map((failed) -> "The alert was raised for the container `%s`; what fails is `%s`.".formatted(alerted,
					failed));
	}

	private static Optional<String> uid(Incident incident, Evidence evidence) {
		String live = evidence.manifest().uid();
		String alerted = incident.episode().uid();
		return (live == null || alerted == null || live.equals(alerted)) ? Optional.empty()
				: Optional
					.of("The alert is about a pod with the UID %s; the one of this name has %s: it was replaced since."
						.formatted(alerted.replaceAll("[^0-9A-Za-z-]", "?"), live));
	}

}
