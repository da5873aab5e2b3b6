package dev.heal.analysis.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.verdict.Fingerprint;

/**
 * Writes what was found as an analysis.
 */
final class FindingAnalysis {

	private FindingAnalysis() {
	}

	static Analysis of(ObjectFinding finding) {
		KubeObject subject = finding.subject();
		List<Claim> claims = finding.anchors()
			.stream()
			.map((anchor) -> new Claim(anchor.text(), anchor.object().file(), null, anchor.pointer()))
			.distinct()
			.toList();
		return new Analysis(finding.cause(), finding.subtype(), finding.confidence(), null, null,
				subject + " " + finding.statement(), null, null, null, null, null, claims, List.of(), finding.remedy(),
				Fingerprint.of(subject.namespace(), subject.kind() + "/" + subject.name(), "null", finding.cause().id(),
						finding.subtype() + "|" + finding.remedy().target()));
	}

	/**
	 * Adds what was seen first and only follows from it.
	 * @param root what is behind it
	 * @param seen what was seen
	 * @return the analysis of both
	 */
	static Analysis of(Candidate root, Candidate seen) {
		Analysis analysis = root.analysis();
		String summary = seen.analysis().summary();
		String subject = seen.subject().toString();
		String effect = "; as a result, "
				+ (summary.startsWith(subject) ? summary : "%s is affected: %s".formatted(subject, summary));
		List<Claim> claims = new ArrayList<>(analysis.claims());
		claims.addAll(seen.analysis().claims());
		return with(analysis, analysis.summary() + effect, claims.stream().distinct(), analysis.remedy());
	}

	static Analysis with(Analysis analysis, String summary, Stream<Claim> claims, @Nullable Remedy remedy) {
		return new Analysis(analysis.cause(), analysis.subtype(), analysis.confidence(), analysis.container(),
				analysis.generation(), summary, analysis.exception(), analysis.message(), analysis.errorLine(),
				analysis.excerpt(), analysis.location(), claims.toList(), analysis.rivals(), remedy,
				analysis.fingerprint(), analysis.changes(), analysis.dependency(), analysis.source(),
				analysis.seenBefore());
	}

}
