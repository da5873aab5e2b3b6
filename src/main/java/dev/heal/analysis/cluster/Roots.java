package dev.heal.analysis.cluster;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.re2j.Pattern;

import dev.heal.analysis.Cause;
import dev.heal.analysis.around.Dependencies;

/**
 * Follows failures to what is behind them.
 */
final class Roots {

	private static final Pattern NO_NAME = Pattern.compile("dns-.*");

	private final List<Candidate> candidates;

	private final Dependencies dependencies;

	Roots(List<Candidate> candidates, Dependencies dependencies) {
		this.candidates = candidates;
		this.dependencies = dependencies;
	}

	/**
	 * Follows a failure.
	 * @param seen the failure
	 * @return what is behind it, itself when nothing is
	 */
	Candidate behind(Candidate seen) {
		Set<Candidate> passed = new HashSet<>();
		Candidate root = seen;
		while (passed.add(root)) {
			Candidate reached = root;
			root = explaining(reached).filter((next) -> !passed.contains(next)).orElse(reached);
		}
		return root;
	}

	private Optional<Candidate> explaining(Candidate seen) {
		Set<String> called = called(seen);
		return this.candidates.stream()
			.filter((other) -> other.analysis().cause() != Cause.UNKNOWN)
			.filter((other) -> !isOfAnother(other, seen))
			.filter((other) -> other.explains(seen)
					|| (!other.equals(seen) && other.weight() >= 1 && called.contains(other.subject().key())))
			.max(Comparator.comparingDouble((other) -> other.analysis().confidence()));
	}

	// a policy of workloads that a failure does not speak of, though it names a host
	private boolean isOfAnother(Candidate other, Candidate seen) {
		if (!"network-policy".equals(other.analysis().subtype()) || Called.host(seen.analysis()).isEmpty()) {
			return false;
		}
		if (NO_NAME.matches(String.valueOf(seen.analysis().subtype()))) {
			return !other.analysis().summary().contains("DNS");
		}
		Set<String> called = this.dependencies.calledBy(seen.subject(), seen.analysis());
		return called.stream().filter((key) -> !key.startsWith("pod/")).noneMatch(other.affects()::contains);
	}

	// of a failure that tells nothing, all that it relies on may be behind it
	private Set<String> called(Candidate seen) {
		return (seen.analysis().cause() == Cause.UNKNOWN) ? this.dependencies.of(seen.subject())
				: this.dependencies.calledBy(seen.subject(), seen.analysis());
	}

}
