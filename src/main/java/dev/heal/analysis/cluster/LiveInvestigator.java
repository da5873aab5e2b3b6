package dev.heal.analysis.cluster;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import com.google.re2j.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.analysis.Investigator;
import dev.heal.analysis.verdict.EvidenceAnalyzer;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.LookAround;
import dev.heal.evidence.Pointers;

/**
 * Asks the pod first, and then looks only where its failure points to.
 */
@Component
public class LiveInvestigator implements Investigator {

	private static final Pattern OF_VOLUMES = Pattern.compile(
			".*(?:pvc|volume|mount|storage|provision|attach|csi-driver).*|starting|inconclusive|scheduling.*|.*unschedulable|node-.*|taint|insufficient-.*");

	private static final Pattern OF_NODES = Pattern
		.compile("node-.*|.*taint.*|insufficient-.*|unschedulable|cordoned|volume-node-affinity|no-nodes");

	private final EvidenceAnalyzer pods;

	private final AroundAnalyzer around;

	private final BiFunction<Evidence, Pointers, Evidence> look;

	@Autowired
	LiveInvestigator(EvidenceAnalyzer pods, LookAround look) {
		this(pods, look::look);
	}

	public LiveInvestigator(EvidenceAnalyzer pods, BiFunction<Evidence, Pointers, Evidence> look) {
		this.pods = pods;
		this.around = new AroundAnalyzer(pods);
		this.look = look;
	}

	@Override
	public Investigation investigate(Evidence evidence) {
		Analysis analysis = this.pods.analyze(evidence);
		if (analysis.cause() == Cause.NONE || evidence.pod().isMissingNode()) {
			return new Investigation(evidence, this.around.around(evidence, analysis));
		}
		Evidence wider = this.look.apply(evidence, pointers(evidence, analysis));
		return new Investigation(wider, this.around.around(wider, analysis));
	}

	private static Pointers pointers(Evidence evidence, Analysis analysis) {
		boolean claimed = evidence.pod()
			.at("/spec/volumes")
			.valueStream()
			.anyMatch((volume) -> volume.has("persistentVolumeClaim"));
		Set<String> hosts = Called.host(analysis).stream().collect(Collectors.toSet());
		String subtype = String.valueOf(analysis.subtype());
		boolean unplaced = evidence.pod().at("/spec/nodeName").isMissingNode() && OF_NODES.matches(subtype);
		return new Pointers(claimed && OF_VOLUMES.matches(subtype), unplaced, hosts);
	}

}
