package dev.heal.analysis;

import dev.heal.analysis.verdict.EvidenceAnalyzer;

/**
 * Makes analyzers for those who have no application context.
 */
public final class Analyzers {

	private Analyzers() {
	}

	/**
	 * Makes the analyzer that the service uses.
	 * @return the analyzer
	 */
	public static Analyzer create() {
		return new EvidenceAnalyzer();
	}

}
