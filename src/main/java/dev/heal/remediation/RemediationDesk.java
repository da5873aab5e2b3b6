package dev.heal.remediation;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRuns;

/**
 * Shows the remediations and stops them.
 */
@Component
public class RemediationDesk {

	private final CodeRuns codeRuns;

	private final Failures failures;

	private final Approvals approvals;

	private final Clock clock;

	RemediationDesk(CodeRuns codeRuns, Failures failures, Approvals approvals, Clock clock) {
		this.codeRuns = codeRuns;
		this.failures = failures;
		this.approvals = approvals;
		this.clock = clock;
	}

	/**
	 * Lists them all.
	 * @return the remediations, those that wait for approval too
	 */
	public List<RemediationView> list() {
		return Stream.concat(this.codeRuns.list().stream().map(RemediationView::of), waiting()).toList();
	}

	/**
	 * Returns a remediation.
	 * @param name the CodeRun's name
	 * @return the remediation, empty when there is none
	 */
	public Optional<RemediationView> find(String name) {
		return ours(name).map(RemediationView::of)
			.or(() -> waiting().filter((view) -> view.name().equals(name)).findFirst());
	}

	private Stream<RemediationView> waiting() {
		return this.approvals.waiting().map((failure) -> RemediationView.of(failure, this.codeRuns.namespace()));
	}

	/**
	 * Stops a remediation.
	 * @param name the CodeRun's name
	 * @return whether there was one
	 */
	public boolean stop(String name) {
		Optional<CodeRun> run = ours(name);
		run.flatMap(this::failure)
			.ifPresent((failure) -> this.failures.save(failure.stopped("stopped on request", this.clock.instant())));
		return run.isPresent() && this.codeRuns.delete(name);
	}

	private Optional<Failure> failure(CodeRun run) {
		String id = run.label(CodeRun.FAILURE);
		return Optional.ofNullable(id)
			.flatMap(this.failures::find)
			.or(() -> Failure.of(run))
			.map((failure) -> failure.with(List.of(run)));
	}

	private Optional<CodeRun> ours(String name) {
		return this.codeRuns.find(name).filter((run) -> run.label(CodeRun.FAILURE) != null);
	}

}
