package dev.heal.analysis.verdict;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.PodReading;

/**
 * How sure an answer may call itself. An agent is started from a confidence of 0.6 on:
 * where nothing is named to change, what is named is only the likeliest, or the code is
 * another's or may be, there is nothing for it to do.
 */
final class Certainty {

	private static final double TOO_LITTLE_FOR_AN_AGENT = 0.55;

	/**
	 * Of a service that is only known by its kind nobody has seen the address.
	 */
	private static final double OF_A_KIND = 0.75;

	private Certainty() {
	}

	static double of(Verdict verdict, Remedy remedy, PodReading pod) {
		double confidence = verdict.confidence();
		boolean idle = verdict.cause() == Cause.NONE || verdict.cause() == Cause.UNKNOWN;
		boolean foreign = verdict.cause() == Cause.CODE_BUG && !remedy.kind().equals("code-change");
		boolean guessed = remedy.kind().equals(Remedies.LOOK);
		boolean anyones = verdict.cause() == Cause.CODE_BUG
				&& Optional.ofNullable(verdict.container()).flatMap(pod::container).isEmpty();
		boolean kind = remedy.target() != null && KnownService.isNamedBy(remedy.target());
		return kind ? Math.min(confidence, OF_A_KIND)
				: (!idle && (foreign || anyones || guessed || isNothing(remedy.target())))
						? Math.min(confidence, TOO_LITTLE_FOR_AN_AGENT) : confidence;
	}

	private static boolean isNothing(@Nullable String target) {
		return target == null || target.startsWith("configuration of ") || target.equals("nodes of the cluster");
	}

}
