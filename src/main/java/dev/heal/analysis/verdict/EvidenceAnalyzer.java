package dev.heal.analysis.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.change.RevisionChanges;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.condition.Conditions;
import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.log.LogAnalyzer;
import dev.heal.evidence.Evidence;

/**
 * Reads status, events and logs, and decides.
 */
@Component
public class EvidenceAnalyzer implements Analyzer {

	private final Conditions conditions = new Conditions();

	private final LogAnalyzer logAnalyzer = new LogAnalyzer();

	@Override
	public Analysis analyze(Evidence evidence) {
		PodReading pod = PodReading.of(evidence.pod(), evidence.events(), evidence.surroundings(),
				evidence.manifest().collectedAt());
		List<ConditionFinding> findings = this.conditions.read(pod);
		Verdict verdict = new Weighing(pod, findings, logs(evidence, pod)).decide();
		Analysis analysis = new Answer(evidence, pod, verdict).write();
		return analysis.withChanges(RevisionChanges.of(evidence, analysis));
	}

	private Logs logs(Evidence evidence, PodReading pod) {
		try {
			return new LogReader(evidence, pod, this.logAnalyzer).read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read the logs of " + evidence.manifest().pod(), ex);
		}
	}

}
