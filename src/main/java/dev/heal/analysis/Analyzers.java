package dev.heal.analysis;

import dev.heal.analysis.cluster.ObjectsAnalyzer;
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

	/**
	 * Makes the analyzer of sets of objects.
	 * @return the analyzer
	 */
	public static ClusterAnalyzer ofObjects() {
		return new ObjectsAnalyzer(create());
	}

}
