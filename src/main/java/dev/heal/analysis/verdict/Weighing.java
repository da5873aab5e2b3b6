package dev.heal.analysis.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Rival;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.condition.ConditionFinding.Weight;
import dev.heal.analysis.condition.ContainerReading;
import dev.heal.analysis.condition.ContainerReading.Kind;
import dev.heal.analysis.condition.PodReading;

/**
 * Weighs the findings: what the status states itself stands; where it only says that a
 * container failed, its log says why; where neither speaks, the answer is unknown.
 */
final class Weighing {

	/**
	 * Less sure findings are only named as rivals.
	 */
	private static final double CREDIBLE = 0.4;

	private static final double SURE_LOG = 0.75;

	private static final double LIKELY_LOG = 0.4;

	/**
	 * A line that does not tell the cause may still be the best that there is to read.
	 */
	private static final double WORTH_SHOWING = 0.25;

	private static final double WITHOUT_STATUS = 0.8;

	private static final int MAX_RIVALS = 3;

	private final PodReading pod;

	private final List<ConditionFinding> findings;

	private final Logs logs;

	Weighing(PodReading pod, List<ConditionFinding> findings, Logs logs) {
		this.pod = pod;
		this.findings = findings;
		this.logs = logs;
	}

	Verdict decide() {
		Verdict told = lead().map(this::weigh).orElseGet(this::withoutFinding);
		Verdict verdict = (told.cause() == Cause.UNKNOWN) ? regression(told).orElse(told) : told;
		return verdict.with(rivals(verdict));
	}

	private Optional<Verdict> regression(Verdict silent) {
		return Rollout.of(this.pod)
			.filter(Rollout::changedSettingsOnly)
			.map((rollout) -> Verdict.of(rollout.finding(silent), silent.container(), silent.log()));
	}

	private Optional<ConditionFinding> lead() {
		return this.findings.stream()
			.filter((finding) -> finding.confidence() >= CREDIBLE || finding.weight() == Weight.ASKS_LOG)
			.max(Comparator.comparingDouble(this::rank));
	}

	private double rank(ConditionFinding finding) {
		Optional<ContainerReading> container = Optional.ofNullable(finding.container()).flatMap(this.pod::container);
		Kind kind = container.map(ContainerReading::kind).orElse(Kind.REGULAR);
		double past = container.filter(ContainerReading::runsAgain).isPresent() ? -0.3 : 0;
		double byKind = switch (kind) {
			case INIT -> 0.3;
			case REGULAR, SIDECAR -> 0;
			case EPHEMERAL -> -0.5;
		};
		boolean told = finding.weight() != Weight.DECIDES && finding.container() != null
				&& logFor(finding).filter((log) -> log.finding().fatal()).isPresent();
		return finding.confidence() + byKind + past + (told ? 0.25 : 0);
	}

	private Verdict weigh(ConditionFinding lead) {
		Optional<Logs.Reading> log = logFor(lead);
		String container = (lead.container() != null) ? lead.container() : onlyContainer();
		return switch (lead.weight()) {
			case DECIDES -> Verdict.of(lead, container,
					log.filter((reading) -> reading.finding().cause() == lead.cause() && reading.finding().fatal())
						.orElse(null));
			case LEANS -> log.filter((reading) -> sure(reading) || agrees(reading, lead))
				.filter((reading) -> lead.cause() != Cause.NONE)
				.map((reading) -> Verdict.of(reading, lead, container))
				.orElseGet(() -> Verdict.of(lead, container,
						log.filter((reading) -> supports(reading, lead)).orElse(null)));
			case ASKS_LOG -> log.filter((reading) -> reading.finding().confidence() >= LIKELY_LOG)
				.map((reading) -> Verdict.of(reading, lead, container))
				.orElseGet(() -> Verdict.of(lead, container,
						log.filter((reading) -> reading.finding().confidence() >= WORTH_SHOWING).orElse(null)));
		};
	}

	/**
	 * Whether the log says the same, so that it only names more.
	 * @param log what the log says
	 * @param lead what the status says
	 * @return whether it does
	 */
	private static boolean agrees(Logs.Reading log, ConditionFinding lead) {
		return lead.subtype().equals(log.finding().subtype()) && log.finding().cause() == lead.cause();
	}

	private static boolean supports(Logs.Reading log, ConditionFinding lead) {
		return log.finding().cause() == lead.cause() && log.finding().confidence() >= WORTH_SHOWING;
	}

	private static boolean sure(Logs.Reading reading) {
		return reading.finding().fatal() || reading.finding().confidence() >= SURE_LOG;
	}

	private Optional<Logs.Reading> logFor(ConditionFinding finding) {
		String container = finding.container();
		boolean again = Optional.ofNullable(container)
			.flatMap(this.pod::container)
			.filter(ContainerReading::running)
			.filter((running) -> running.ended().isPresent())
			.isPresent();
		return this.logs.of(container, again)
			.stream()
			.filter((reading) -> reading.container() != null || isSuspect(container))
			.findFirst();
	}

	private boolean isSuspect(@Nullable String container) {
		return container == null || this.findings.stream()
			.filter((finding) -> finding.container() != null)
			.max(Comparator.comparingDouble(ConditionFinding::confidence))
			.filter((finding) -> container.equals(finding.container()))
			.isPresent();
	}

	private @Nullable String onlyContainer() {
		List<ContainerReading> regular = this.pod.containers()
			.stream()
			.filter((container) -> container.kind() == Kind.REGULAR)
			.toList();
		return (regular.size() == 1) ? regular.getFirst().name() : null;
	}

	private Verdict withoutFinding() {
		if (this.pod.missing()) {
			return podMissing();
		}
		return new Health(this.pod).finding()
			.map((finding) -> waiting(finding)
				.orElseGet(() -> Verdict.of(finding, finding.container(), complaint(finding))))
			.orElseGet(this::silence);
	}

	/**
	 * Looks whether the log says what a pod waits for of which nobody knows since when.
	 * @param finding what the status says
	 * @return the verdict, empty where it does not
	 */
	private Optional<Verdict> waiting(ConditionFinding finding) {
		return (finding.cause() == Cause.UNKNOWN) ? this.logs.best()
			.filter((log) -> WaitedFor.SUBTYPE.equals(log.finding().subtype()))
			.map((log) -> Verdict.of(log, finding, finding.container())) : Optional.empty();
	}

	/**
	 * Looks for what the log of a pod says that runs and is ready all the same.
	 * @param finding what the status says
	 * @return the line, null when the log does not complain
	 */
	private Logs.@Nullable Reading complaint(ConditionFinding finding) {
		return this.logs.best()
			.filter((log) -> finding.cause() == Cause.NONE && this.pod.phase().equals("Running"))
			.filter((log) -> log.generation().equals("current") && log.finding().confidence() >= LIKELY_LOG)
			.orElse(null);
	}

	private Verdict podMissing() {
		return this.logs.best()
			.map((log) -> Verdict.of(log, null, log.container()))
			.map((verdict) -> new Verdict(verdict.cause(), verdict.subtype(), verdict.confidence() * WITHOUT_STATUS,
					verdict.container(), null, verdict.log(), true, null, List.of()))
			.orElseGet(() -> Verdict.of(Cause.UNKNOWN, "pod-not-found", 0.9, null,
					this.logs.lines() ? "the pod could not be had, and its log shows no failure"
							: "the pod could not be had, and there is no log of it"));
	}

	/**
	 * Where nothing but a log is given, the log is what failed.
	 * @return what it says, or that nothing does
	 */
	private Verdict silence() {
		boolean alone = this.pod.phase().isEmpty() && this.findings.isEmpty();
		return this.logs.best()
			.filter((log) -> sure(log) || (alone && log.finding().confidence() >= LIKELY_LOG))
			.map((log) -> Verdict.of(log, null, (log.container() != null) ? log.container() : onlyContainer()))
			.orElseGet(() -> Verdict.of(Cause.UNKNOWN, "inconclusive", 0.5, onlyContainer(),
					"neither status nor events nor logs say that anything failed"));
	}

	private List<Rival> rivals(Verdict verdict) {
		Stream<Rival> told = this.findings.stream()
			.filter((finding) -> finding.cause() != Cause.UNKNOWN && finding.cause() != Cause.NONE)
			.map((finding) -> new Rival(finding.cause(), finding.confidence(), finding.statement()));
		Stream<Rival> logged = this.logs.readings()
			.stream()
			.map((reading) -> new Rival(reading.finding().cause(), reading.finding().confidence(),
					reading.finding().errorLine()));
		return Stream.concat(told, logged)
			.filter((rival) -> rival.cause() != verdict.cause() && rival.cause() != Cause.UNKNOWN
					&& rival.confidence() >= CREDIBLE && verdict.cause() != Cause.NONE)
			.sorted(Comparator.comparingDouble(Rival::confidence).reversed())
			.limit(MAX_RIVALS)
			.map((rival) -> new Rival(rival.cause(), Math.min(rival.confidence(), verdict.confidence()), rival.why()))
			.toList();
	}

}
