package dev.heal.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Investigator;
import dev.heal.analysis.Investigator.Investigation;
import dev.heal.evidence.ApiServerException;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.PodNotFoundException;
import dev.heal.incident.IncidentEvidence.PodMissingException;
import dev.heal.incident.IncidentHistory.Copy;
import dev.heal.remediation.Dispatch;
import dev.heal.remediation.IncidentState;
import dev.heal.remediation.PodEvents;
import dev.heal.remediation.RemediationRequest;
import dev.heal.remediation.Remediations;

/**
 * Responds to an incident: collects, analyses, reports, remedies, in this order. Each
 * step may be repeated, so that a crash between two of them does no harm.
 */
@Component
public class Responder {

	private static final Logger logger = LoggerFactory.getLogger(Responder.class);

	private static final int MAX_TRIES = 10;

	private final IncidentEvidence evidence;

	private final WorkloadIncidents workloads;

	private final Investigator investigator;

	private final ReportFiles reports;

	private final Remediations remediations;

	private final IncidentStore store;

	private final IncidentHistory history;

	private final IncidentRoots roots;

	private final Memory memory;

	private final PodEvents events;

	private final EndingUpdates endings;

	private final IncidentProperties properties;

	private final MeterRegistry meters;

	private final Clock clock;

	Responder(IncidentEvidence evidence, WorkloadIncidents workloads, Investigator investigator, ReportFiles reports,
			Remediations remediations, IncidentStore store, IncidentHistory history, IncidentRoots roots, Memory memory,
			PodEvents events, EndingUpdates endings, IncidentProperties properties, MeterRegistry meters, Clock clock) {
		this.evidence = evidence;
		this.workloads = workloads;
		this.investigator = investigator;
		this.reports = reports;
		this.remediations = remediations;
		this.store = store;
		this.history = history;
		this.roots = roots;
		this.memory = memory;
		this.events = events;
		this.endings = endings;
		this.properties = properties;
		this.meters = meters;
		this.clock = clock;
	}

	/**
	 * Responds to a failed pod that no alert named.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param taskId the task id, null to derive it from the failure
	 * @return the incident, as far as it came
	 */
	public Response respond(String namespace, String pod, @Nullable String taskId) {
		Instant now = this.clock.instant();
		Incident asked = this.store.locked(namespace, pod, () -> {
			Optional<Incident> known = this.store.find(namespace, pod);
			known.filter((former) -> !former.progress().state().isOpen()).ifPresent(this.history::note);
			Incident incident = known.filter((former) -> former.progress().state().isOpen())
				.orElseGet(() -> Incident.opened(namespace, pod, Episode.asked(taskId, now), now));
			this.store.save(incident);
			return incident;
		});
		return take(asked, Duration.ZERO);
	}

	Incident respond(Incident incident) {
		if (incident.isOfWorkload()) {
			return lead(incident);
		}
		take(incident, this.properties.goneAfter());
		return current(incident);
	}

	private Incident lead(Incident incident) {
		try {
			return this.workloads.lead(incident);
		}
		catch (ApiServerException ex) {
			return update(incident, (now) -> now.triedAgain(String.valueOf(ex.getMessage()), this.clock.instant()));
		}
	}

	private Response take(Incident incident, Duration patience) {
		try {
			Copy former = this.history.makeRoom(current(incident));
			Evidence collected = step("collect", incident, () -> collect(incident, patience));
			Investigation found = step("analyse", incident, () -> investigate(incident, collected));
			Evidence evidence = found.evidence();
			Analysis analysis = found.analysis();
			this.history.settle(former, analysis);
			String report = step("report", incident, () -> report(incident, evidence, analysis));
			Response response = step("remediate", incident, () -> remedy(incident, evidence, analysis, report));
			this.events.reportReady(evidence, analysis, report);
			askForMore(incident, evidence);
			return response;
		}
		catch (PodNotFoundException ex) {
			Instant now = this.clock.instant();
			return Response.of(update(incident, (current) -> current.with(IncidentState.CLOSED, ex.getMessage(), now)
				.with(current.episode().ended(now))), ex.getMessage());
		}
		catch (ApiServerException | PodMissingException ex) {
			String problem = String.valueOf(ex.getMessage());
			logger.info("Incident {} waits: {}", incident.id(), problem);
			return Response.of(update(incident, (now) -> now.triedAgain(problem, this.clock.instant())), problem);
		}
	}

	private Evidence collect(Incident incident, Duration patience) {
		update(incident, (now) -> now.with(IncidentState.COLLECTING, null, this.clock.instant()));
		Evidence collected = this.evidence.collect(incident, patience);
		update(incident, (now) -> now.with(IncidentState.ANALYSING, null, this.clock.instant()));
		return collected;
	}

	private Investigation investigate(Incident incident, Evidence collected) {
		Investigation told = this.investigator.investigate(collected);
		Investigation found = new Investigation(told.evidence(),
				this.memory.recall(told.analysis(), told.evidence(), incident.episode().createdAt()));
		update(incident, (now) -> now.with(found.evidence().manifest()));
		return found;
	}

	private String report(Incident incident, Evidence evidence, Analysis analysis) {
		String report = this.reports.write(current(incident), evidence, analysis);
		update(incident, (now) -> now.with(analysis).withReport(report, this.reports.acceptance(evidence, analysis)));
		this.endings.catchUp(incident.namespace(), incident.pod(), evidence.manifest().uid());
		return report;
	}

	private Response remedy(Incident incident, Evidence evidence, Analysis analysis, String report) {
		Incident current = current(incident);
		if (!current.isStill(incident)) {
			return Response.of(current, null);
		}
		Optional<Incident> held = this.roots.hold(current);
		if (held.isPresent()) {
			return Response.of(update(incident, (now) -> this.roots.hold(now).map(this.roots::note).orElse(now)), null);
		}
		Dispatch dispatch = this.remediations.dispatch(new RemediationRequest(incident.namespace(), incident.pod(),
				incident.episode().taskId(), report, evidence, analysis, false));
		return Response.of(update(incident, (now) -> now.causedBy(null).with(dispatch, this.clock.instant())),
				(dispatch instanceof Dispatch.Failed failed) ? failed.reason() : null);
	}

	// what kept the logs away may pass, and nothing was started without them
	private void askForMore(Incident incident, Evidence evidence) {
		int tries = incident.progress().tries() + 1;
		evidence.manifest()
			.files()
			.stream()
			.filter((file) -> file.state() == EvidenceFile.State.FAILED && tries < MAX_TRIES)
			.findFirst()
			.ifPresent((file) -> update(incident,
					(now) -> (now.progress().state() == IncidentState.REPORTED) ? now.lookedAtAgain(tries,
							"%s could not be had: %s".formatted(file.file().fileName(), file.reason()),
							this.clock.instant()) : now));
	}

	private Incident current(Incident incident) {
		return this.store.find(incident.namespace(), incident.pod()).orElse(incident);
	}

	private Incident update(Incident incident, UnaryOperator<Incident> change) {
		return this.store
			.update(incident.namespace(), incident.pod(),
					(current) -> current.isStill(incident) ? change.apply(current) : current)
			.orElse(incident);
	}

	private <T> T step(String name, Incident incident, Supplier<T> action) {
		Timer.Sample sample = Timer.start(this.meters);
		String outcome = "failed";
		try {
			T result = action.get();
			outcome = "done";
			return result;
		}
		finally {
			long nanos = sample.stop(this.meters.timer("heal.step", "step", name, "outcome", outcome));
			logger.atInfo()
				.addKeyValue("namespace", incident.namespace())
				.addKeyValue("pod", incident.pod())
				.addKeyValue("incident", incident.id())
				.log("{} {} of {} in {} ms", name, outcome, incident.id(), nanos / 1_000_000);
		}
	}

	/**
	 * What came of a response.
	 *
	 * @param incident the incident, as far as it came
	 * @param problem why it came no further, null when it came to the end
	 */
	public record Response(IncidentView incident, @Nullable String problem) {

		static Response of(Incident incident, @Nullable String problem) {
			return new Response(IncidentView.of(incident), problem);
		}

	}

}
