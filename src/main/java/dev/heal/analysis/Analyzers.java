package dev.heal.analysis;

import java.util.function.BiFunction;

import dev.heal.analysis.cluster.AroundAnalyzer;
import dev.heal.analysis.cluster.LiveInvestigator;
import dev.heal.analysis.cluster.ObjectsAnalyzer;
import dev.heal.analysis.verdict.EvidenceAnalyzer;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.Pointers;

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
		return new AroundAnalyzer(new EvidenceAnalyzer());
	}

	/**
	 * Makes an investigator.
	 * @param look looks around a pod where its failure points to
	 * @return the investigator
	 */
	public static Investigator investigator(BiFunction<Evidence, Pointers, Evidence> look) {
		return new LiveInvestigator(new EvidenceAnalyzer(), look);
	}

	/**
	 * Makes the analyzer of sets of objects.
	 * @return the analyzer
	 */
	public static ClusterAnalyzer ofObjects() {
		return new ObjectsAnalyzer(create());
	}

}
