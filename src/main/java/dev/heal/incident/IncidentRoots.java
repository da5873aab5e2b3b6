package dev.heal.incident;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Dependency;
import dev.heal.analysis.Cause;
import dev.heal.incident.IncidentIndex.Entry;
import dev.heal.remediation.IncidentState;
import dev.heal.remediation.Remediations;

/**
 * Finds the incident that explains others. One is explained only where its failure names
 * a Service of the cluster, and what stands behind that Service has an incident which
 * goes on.
 */
@Component
class IncidentRoots {

	private static final Set<IncidentState> AT_WORK = Set.of(IncidentState.REMEDIATING, IncidentState.VERIFYING);

	private final IncidentStore store;

	private final ReportFiles reports;

	private final Remediations remediations;

	private final IncidentProperties properties;

	private final Clock clock;

	IncidentRoots(IncidentStore store, ReportFiles reports, Remediations remediations, IncidentProperties properties,
			Clock clock) {
		this.store = store;
		this.reports = reports;
		this.remediations = remediations;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Decides what an incident waits for in place of an agent.
	 * @param incident the incident, with its analysis
	 * @return the incident with the one that explains it, or with one more try where that
	 * may still come; empty when an agent may start
	 */
	Optional<Incident> hold(Incident incident) {
		Analysis analysis = incident.analysis();
		Dependency dependency = (analysis != null) ? analysis.dependency() : null;
		if (dependency == null) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		Optional<String> root = of(incident);
		if (root.isPresent()) {
			return root.map((found) -> incident.causedBy(found).settled(IncidentState.REPORTED, follows(found), now));
		}
		if (dependency.failing()) {
			return Optional.of(incident.causedBy(null)
				.settled(IncidentState.REPORTED, "it follows from Service %s: %s; no agent is started for it"
					.formatted(dependency.service(), dependency.state()), now));
		}
		boolean patient = now.isBefore(incident.episode().createdAt().plus(this.properties.rootWait()));
		return (patient && !dependency.members().isEmpty())
				? Optional.of(waiting(incident.causedBy(null), dependency, now)) : Optional.empty();
	}

	private static Incident waiting(Incident incident, Dependency dependency, Instant now) {
		int tries = incident.progress().tries() + 1;
		return incident.settled(IncidentState.REPORTED, null, now)
			.lookedAtAgain(tries, "what stands behind Service %s may have failed (heal.incident.root-wait)"
				.formatted(dependency.service()), now);
	}

	private static String follows(String root) {
		return "it follows from %s; no agent is started for it".formatted(title(root));
	}

	private static String title(String id) {
		return id.replace('_', '/');
	}

	/**
	 * Finds the incident that explains another one.
	 * @param incident the other one
	 * @return the id of the incident at the end of the chain, empty when there is none
	 */
	private Optional<String> of(Incident incident) {
		return incident.suspects()
			.stream()
			.flatMap((id) -> find(id).stream())
			.filter((other) -> other.isLive() && !other.id().equals(incident.id()) && fails(other))
			.filter((other) -> !isSame(other, incident))
			.min(Comparator.comparing(Incident::isOfWorkload).thenComparing((other) -> other.episode().createdAt()))
			.flatMap((other) -> behind(other, incident));
	}

	private static boolean fails(Incident incident) {
		return incident.analysis() == null || incident.analysis().cause() != Cause.NONE;
	}

	private static boolean isSame(Incident one, Incident other) {
		return one.failure() != null && one.failure().equals(other.failure());
	}

	// of two that explain each other none is the root of the other
	private Optional<String> behind(Incident root, Incident follower) {
		Set<String> passed = new HashSet<>(Set.of(follower.id()));
		Incident reached = root;
		while (passed.add(reached.id())) {
			Optional<Incident> next = Optional.ofNullable(reached.causedBy())
				.flatMap(this::find)
				.filter(Incident::isLive);
			if (next.isEmpty()) {
				return Optional.of(reached.id());
			}
			reached = next.get();
		}
		return Optional.empty();
	}

	private Optional<Incident> find(String id) {
		int slash = id.indexOf('/');
		return this.store.find(id.substring(0, slash), id.substring(slash + 1));
	}

	/**
	 * Joins to their roots the incidents that came before those, and ends the ones whose
	 * root has ended.
	 */
	void settle() {
		List<Entry> followers = this.store
			.list((entry) -> entry.isLive() && (entry.causedBy() != null || !entry.suspects().isEmpty()));
		if (followers.isEmpty()) {
			return;
		}
		Set<String> live = this.store.list(Entry::isLive).stream().map(Entry::id).collect(Collectors.toSet());
		followers.stream()
			.filter((entry) -> (entry.causedBy() != null) ? !live.contains(entry.causedBy())
					: entry.suspects().stream().anyMatch(live::contains))
			.forEach(this::settle);
	}

	private void settle(Entry entry) {
		this.store.update(entry.namespace(), entry.pod(), (incident) -> {
			Optional<String> root = of(incident);
			if (root.isPresent()) {
				return root.get().equals(incident.causedBy()) ? incident : joined(incident, root.get());
			}
			String former = incident.causedBy();
			return (former != null && !AT_WORK.contains(incident.progress().state())) ? ended(incident, former)
					: incident;
		});
	}

	private Incident joined(Incident incident, String root) {
		Incident joined = incident.causedBy(root);
		if (AT_WORK.contains(incident.progress().state()) || incident.progress().state().isUnfinished()) {
			return joined;
		}
		withdraw(incident, follows(root));
		return noted(joined.settled(IncidentState.REPORTED, follows(root), this.clock.instant()),
				"No agent has been started: it follows from %s.".formatted(title(root)));
	}

	private Incident ended(Incident incident, String root) {
		Instant now = this.clock.instant();
		String reason = "ended with %s, which explained it".formatted(title(root));
		return noted(incident.with(incident.episode().ended(now)).settled(IncidentState.CLOSED, reason, now),
				"The incident has %s.".formatted(reason));
	}

	private Incident noted(Incident incident, String text) {
		String report = this.reports.note(incident, text);
		return (report != null) ? incident.withReport(report) : incident;
	}

	private void withdraw(Incident incident, String reason) {
		Optional.ofNullable(incident.failure()).ifPresent((failure) -> this.remediations.withdraw(failure, reason));
	}

	/**
	 * Says in a report why no agent was started.
	 * @param held the incident
	 * @return the incident with its report
	 */
	Incident note(Incident held) {
		String reason = held.progress().reason();
		return (held.progress().tries() == 0 && reason != null)
				? noted(held, "No agent has been started: %s.".formatted(reason)) : held;
	}

}
