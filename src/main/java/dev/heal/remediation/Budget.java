package dev.heal.remediation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;

/**
 * The limits that a person set.
 */
@Component
class Budget {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration DAY = Duration.ofDays(1);

	private final RemediationProperties properties;

	private final Dispatching dispatching;

	private final Failures failures;

	private final Pause pause;

	private final Clock clock;

	Budget(RemediationProperties properties, Dispatching dispatching, Failures failures, Pause pause, Clock clock) {
		this.properties = properties;
		this.dispatching = dispatching;
		this.failures = failures;
		this.pause = pause;
		this.clock = clock;
	}

	boolean spent(Failure failure) {
		return failure.attemptsSince(this.clock.instant().minus(this.properties.forgetAfter())) >= this.properties
			.maxAttempts();
	}

	/**
	 * Returns the limit that holds an attempt back.
	 * @param failure the failure
	 * @param runs all CodeRuns of failures
	 * @return what to wait for, empty when the attempt may start now
	 */
	Optional<String> limit(Failure failure, List<CodeRun> runs) {
		Optional<String> off = this.dispatching.off();
		if (off.isPresent()) {
			return off;
		}
		if (this.pause.on()) {
			return Optional.of("remediation is paused");
		}
		Optional<Instant> cool = cooledDown(failure).filter(this.clock.instant()::isBefore);
		if (cool.isPresent()) {
			return Optional.of("cool-down of the failure until " + cool.get());
		}
		long active = runs.stream().filter(CodeRun::active).count();
		if (active >= this.properties.maxActive()) {
			return Optional
				.of(active + " CodeRuns are active, heal.remediation.max-active is " + this.properties.maxActive());
		}
		int recent = startedSince(HOUR, runs).size();
		if (recent >= this.properties.maxPerHour()) {
			return Optional.of(recent + " CodeRuns were started within an hour, heal.remediation.max-per-hour is "
					+ this.properties.maxPerHour());
		}
		int ofDay = startedSince(DAY, runs).size();
		Integer ceiling = this.properties.maxPerDay();
		return (ceiling != null && ofDay >= ceiling)
				? Optional.of(ofDay + " CodeRuns were started within a day, heal.remediation.max-per-day is " + ceiling)
				: Optional.empty();
	}

	/**
	 * Returns the limit that holds back an attempt in a repository.
	 * @param repository the repository
	 * @param runs all CodeRuns of failures
	 * @return what to wait for, empty when the attempt may start now
	 */
	Optional<String> limitOf(String repository, List<CodeRun> runs) {
		Integer ceiling = this.properties.maxPerRepositoryAndDay();
		long ofDay = inRepository(repository, startedSince(DAY, runs).values());
		return (ceiling != null && ofDay >= ceiling) ? Optional
			.of("%d CodeRuns were started for %s within a day, heal.remediation.max-per-repository-and-day is %d"
				.formatted(ofDay, repository, ceiling)) : Optional.empty();
	}

	/**
	 * Sums up what was started within a day.
	 * @param repository the repository of the last one
	 * @param runs all CodeRuns of failures
	 * @return a sentence
	 */
	String sum(String repository, List<CodeRun> runs) {
		Map<String, Attempt> ofDay = startedSince(DAY, runs);
		return "runs within a day: %d in all, %d for %s".formatted(ofDay.size(),
				inRepository(repository, ofDay.values()), repository);
	}

	private static long inRepository(String repository, Collection<Attempt> attempts) {
		return attempts.stream().filter((attempt) -> repository.equals(attempt.repository())).count();
	}

	/**
	 * Returns when the next attempt may start.
	 * @param failure the failure
	 * @return the time, empty when there was no attempt
	 */
	Optional<Instant> cooledDown(Failure failure) {
		return failure.lastAttempt().map((attempt) -> attempt.lastSign().plus(this.properties.coolDown()));
	}

	private Map<String, Attempt> startedSince(Duration time, List<CodeRun> runs) {
		Instant then = this.clock.instant().minus(time);
		return Stream
			.concat(this.failures.all().stream().flatMap((failure) -> failure.attempts().stream()),
					runs.stream().map(Attempt::of))
			.filter((attempt) -> attempt.startedAt().isAfter(then))
			.collect(Collectors.toMap(Attempt::name, (attempt) -> attempt, (_, newer) -> newer));
	}

}
