package dev.heal.analysis.cluster;

import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Cause;
import dev.heal.analysis.verdict.EvidenceAnalyzer;
import dev.heal.evidence.Evidence;

/**
 * Reads a pod's evidence, and what was seen around the pod where somebody has looked.
 */
@Component
@Primary
public class AroundAnalyzer implements Analyzer {

	private final Analyzer pods;

	public AroundAnalyzer(EvidenceAnalyzer pods) {
		this.pods = pods;
	}

	@Override
	public Analysis analyze(Evidence evidence) {
		return around(evidence, this.pods.analyze(evidence));
	}

	/**
	 * Adds to an analysis what the pod's surroundings say.
	 * @param evidence the evidence
	 * @param analysis what the pod itself says
	 * @return the analysis of both
	 */
	Analysis around(Evidence evidence, Analysis analysis) {
		boolean looked = evidence.surroundings().path("lookUps").isObject() && evidence.pod().isObject();
		Analysis both = looked ? new PodAround(evidence, analysis, this.pods).analysis() : analysis;
		return (both.cause() != Cause.NONE) ? new Origin(evidence).added(both) : both;
	}

}
