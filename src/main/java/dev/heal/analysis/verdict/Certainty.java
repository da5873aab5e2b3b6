package dev.heal.analysis.verdict;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;

/**
 * How sure an answer may call itself. An agent is started from a confidence of 0.6 on:
 * where nothing is named to change, or the code is another's, there is nothing for it to
 * do.
 */
final class Certainty {

	private static final double TOO_LITTLE_FOR_AN_AGENT = 0.55;

	private Certainty() {
	}

	static double of(Verdict verdict, Remedy remedy) {
		double confidence = verdict.confidence();
		boolean idle = verdict.cause() == Cause.NONE || verdict.cause() == Cause.UNKNOWN;
		boolean foreign = verdict.cause() == Cause.CODE_BUG && !remedy.kind().equals("code-change");
		return (!idle && (foreign || isNothing(remedy.target()))) ? Math.min(confidence, TOO_LITTLE_FOR_AN_AGENT)
				: confidence;
	}

	private static boolean isNothing(@Nullable String target) {
		return target == null || target.startsWith("configuration of ") || target.equals("nodes of the cluster");
	}

}
