package dev.heal.remediation;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;

/**
 * Which remediations wait until a person has approved them.
 */
enum Approval {

	/**
	 * None.
	 */
	NONE,
	/**
	 * Those that change something else than code, such as a manifest.
	 */
	CONFIG,
	/**
	 * All that nobody asked for.
	 */
	ALL;

	boolean isNeededFor(Analysis analysis) {
		return switch (this) {
			case NONE -> false;
			case CONFIG -> !isCode(analysis.remedy(), analysis);
			case ALL -> true;
		};
	}

	private static boolean isCode(@Nullable Remedy remedy, Analysis analysis) {
		return (remedy != null) ? remedy.kind().equals("code-change") : analysis.cause() == Cause.CODE_BUG;
	}

}
