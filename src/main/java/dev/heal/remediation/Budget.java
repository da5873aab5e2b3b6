package dev.heal.remediation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

/**
 * The limits that a person set.
 */
@Component
class Budget {

	private static final Duration HOUR = Duration.ofHours(1);

	private final RemediationProperties properties;

	private final Failures failures;

	private final Pause pause;

	private final Clock clock;

	Budget(RemediationProperties properties, Failures failures, Pause pause, Clock clock) {
		this.properties = properties;
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
		if (!this.properties.enabled()) {
			return Optional.of("heal.remediation.enabled is false");
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
		int recent = startedSince(this.clock.instant().minus(HOUR), runs);
		return (recent >= this.properties.maxPerHour())
				? Optional.of(recent + " CodeRuns were started within an hour, heal.remediation.max-per-hour is "
						+ this.properties.maxPerHour())
				: Optional.empty();
	}

	/**
	 * Returns when the next attempt may start.
	 * @param failure the failure
	 * @return the time, empty when there was no attempt
	 */
	Optional<Instant> cooledDown(Failure failure) {
		return failure.lastAttempt().map((attempt) -> attempt.lastSign().plus(this.properties.coolDown()));
	}

	private int startedSince(Instant then, List<CodeRun> runs) {
		Set<String> names = new HashSet<>();
		runs.stream()
			.map(Attempt::of)
			.filter((attempt) -> attempt.startedAt().isAfter(then))
			.map(Attempt::name)
			.forEach(names::add);
		this.failures.all()
			.stream()
			.flatMap((failure) -> failure.attempts().stream())
			.filter((attempt) -> attempt.startedAt().isAfter(then))
			.map(Attempt::name)
			.forEach(names::add);
		return names.size();
	}

}
