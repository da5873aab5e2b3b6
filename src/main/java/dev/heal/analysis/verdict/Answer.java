package dev.heal.analysis.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.WorkloadName;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.log.LogFinding;
import dev.heal.evidence.Evidence;

/**
 * Writes a verdict down as an analysis.
 */
final class Answer {

	private final Evidence evidence;

	private final PodReading pod;

	private final Verdict verdict;

	private final @Nullable LogFinding log;

	private final ForeignWords foreign;

	private final Optional<Rollout> rollout;

	Answer(Evidence evidence, PodReading pod, Verdict verdict) {
		this.evidence = evidence;
		this.pod = pod;
		this.verdict = verdict;
		this.log = (verdict.log() != null) ? verdict.log().finding() : null;
		this.foreign = foreign(this.log);
		this.rollout = (verdict.cause() != Cause.NONE) ? Rollout.of(pod) : Optional.empty();
	}

	Analysis write() {
		LogFinding finding = this.log;
		Remedy remedy = remedy();
		ConditionFinding condition = this.verdict.condition();
		String message = (finding != null) ? finding.message() : (condition != null) ? condition.message() : null;
		return new Analysis(this.verdict.cause(), this.verdict.subtype(),
				round(Certainty.of(this.verdict, remedy, this.pod)), this.verdict.container(),
				(this.verdict.log() != null) ? this.verdict.log().generation() : null,
				this.foreign.quoted(new Summary(this.evidence.manifest(), this.pod, this.verdict).sentence())
						+ complaint(),
				(finding != null) ? finding.exception() : null, message, (finding != null) ? finding.errorLine() : null,
				(finding != null) ? finding.excerpt() : null, (finding != null) ? finding.location() : null, claims(),
				this.verdict.rivals(), remedy, fingerprint());
	}

	private String complaint() {
		return (this.log != null && this.verdict.cause() == Cause.NONE)
				? "; " + LogComplaint.of(this.evidence, this.log).clause() : "";
	}

	private Remedy remedy() {
		Remedy remedy = new Remedies(this.verdict, this.pod).remedy();
		String text = this.foreign.quoted(remedy.text());
		boolean plausible = !this.verdict.logTells() || Plausible.isTarget(remedy.target(), this.foreign);
		return new Remedy(remedy.kind(), plausible ? remedy.target() : null,
				this.rollout.map((broken) -> text + " " + broken.wayBack()).orElse(text));
	}

	private static ForeignWords foreign(@Nullable LogFinding log) {
		return (log != null) ? new ForeignWords(log.excerpt().text(), log.message(),
				(log.reason() != null) ? log.reason().text() : null) : new ForeignWords();
	}

	private static double round(double confidence) {
		return Math.round(confidence * 100) / 100.0;
	}

	private List<Claim> claims() {
		Locator locator = new Locator(this.evidence, this.pod);
		List<Claim> claims = new ArrayList<>();
		if (this.verdict.condition() != null) {
			this.verdict.condition().anchors().forEach((anchor) -> claims.add(locator.claim(anchor)));
		}
		if (this.log != null) {
			claims.add(claim(this.log));
			LogFinding.Line reason = this.log.reason();
			if (reason != null) {
				claims.add(new Claim("an earlier line gives the reason: " + reason.said(), this.log.excerpt().file(),
						reason.number(), null));
			}
		}
		this.rollout.map(Rollout::anchors).orElse(List.of()).forEach((anchor) -> claims.add(locator.claim(anchor)));
		return claims;
	}

	private static Claim claim(LogFinding finding) {
		String text = "the log says: " + finding.errorLine().strip();
		return finding.excerpt().file().endsWith(".json") ? new Claim(text, finding.excerpt().file(), null, "/status")
				: new Claim(text, finding.excerpt().file(), finding.errorLineNumber(), null);
	}

	private @Nullable String fingerprint() {
		if (this.verdict.cause() == Cause.NONE) {
			return null;
		}
		return Fingerprint.of(this.evidence.manifest().namespace(),
				WorkloadName.of(this.pod.pod(), this.evidence.manifest().pod()), this.verdict);
	}

}
