package dev.heal.analysis.condition;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that the status and the events of a pod say about its failure.
 */
public class Conditions {

	private final List<Condition> conditions = List.of(new RuleBook(), new MemoryConditions(),
			new TerminationConditions(), new ProbeConditions(), new PendingConditions(), new DeletionConditions(),
			new NeighbourConditions());

	/**
	 * Reads a pod.
	 * @param pod the pod
	 * @return the findings, the surest first; the same thing said twice is one finding
	 */
	public List<ConditionFinding> read(PodReading pod) {
		Map<String, ConditionFinding> findings = new LinkedHashMap<>();
		this.conditions.stream()
			.flatMap((condition) -> condition.find(pod))
			.forEach((finding) -> findings.merge(finding.container() + "|" + finding.signature(), finding,
					Conditions::merge));
		return findings.values()
			.stream()
			.sorted(Comparator.comparingDouble(ConditionFinding::confidence).reversed())
			.toList();
	}

	private static ConditionFinding merge(ConditionFinding first, ConditionFinding second) {
		ConditionFinding surer = (second.confidence() > first.confidence()) ? second : first;
		return new ConditionFinding(surer.cause(), surer.subtype(), surer.confidence(), surer.weight(),
				surer.container(), surer.statement(), surer.message(), surer.signature(),
				Stream.concat(first.anchors().stream(), second.anchors().stream()).distinct().toList(), surer.remedy());
	}

}
