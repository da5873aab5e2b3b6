package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Conclusions;
import dev.heal.analysis.log.words.Handled;

/**
 * Looks for the reason among the warnings and errors well before, when the error itself
 * tells none, only concludes, or is thrown where none of the program's own code is.
 */
final class PrecedingCause {

	/**
	 * What a program that checks itself says of what was wrong before.
	 */
	private static final Set<String> BROKEN = Set.of("assertion", "segfault", "abort", "panic", "null-pointer");

	private static final Set<String> FILES = Set.of("permission-denied", "missing-file");

	/**
	 * How far above the error the line may stand that leaves it without a file.
	 */
	private static final int NEXT = 2;

	/**
	 * How far above what only concludes the line may stand that says why.
	 */
	static final int CONCLUDED = 8;

	private static final Pattern ADDRESS = Pattern.compile("://|\\bdial\\b|[\\w\\]]:\\d{2,5}\\b");

	private static final Set<String> STORAGE = Set.of("storage-error", "corrupted-data", "read-only", "disk-full");

	private final Candidate error;

	private final boolean foreign;

	private final boolean concludes;

	private final boolean broke;

	/**
	 * It ran out of time with something that it does not name.
	 */
	private final boolean timedOut;

	private final boolean gaveUp;

	private PrecedingCause(Candidate error) {
		this.error = error;
		this.foreign = error.trace() != null && error.trace().ownFrame().isEmpty();
		this.concludes = error.trace() != null && Conclusions.isConclusion(error.errorLine().body());
		this.broke = error.family().filter((family) -> BROKEN.contains(family.subtype())).isPresent();
		this.timedOut = error.family().filter((family) -> family.subtype().equals("timeout")).isPresent()
				&& !ADDRESS.matcher(error.errorLine().text()).find();
		this.gaveUp = this.timedOut || Handled.isAfterAll(error.errorLine().body());
	}

	/**
	 * Adds the reason to the first candidate.
	 * @param ranked the candidates in order, at least one
	 * @param read all candidates
	 * @return the candidates, the first one with its reason where there is one
	 */
	static List<Candidate> added(List<Candidate> ranked, List<Candidate> read) {
		PrecedingCause reason = new PrecedingCause(ranked.getFirst());
		List<Candidate> explained = new ArrayList<>(ranked);
		if (reason.isWanted()) {
			reason.among(read).ifPresent((because) -> explained.set(0, because));
		}
		return explained;
	}

	private boolean isWanted() {
		return this.concludes || this.broke || this.timedOut || this.error.family()
			.filter((family) -> family.confidence() > Weights.VAGUE && (family.isEnvironment() || !this.foreign))
			.isEmpty();
	}

	private Optional<Candidate> among(List<Candidate> read) {
		return read.stream()
			.filter((candidate) -> !this.broke || this.concludes || isOfStorage(candidate) || isWhyItIsEmpty(candidate))
			.filter((candidate) -> isBefore(candidate) && candidate.severity().compareTo(Severity.WARN) >= 0)
			.filter(this::isWorthBelieving)
			.filter((candidate) -> !this.timedOut || isRepeated(candidate, read))
			.filter((candidate) -> this.gaveUp
					|| (isRelated(candidate) && !Handled.isHandled(candidate.lines().get(candidate.first()).body())))
			.sorted(Comparator.comparing(PrecedingCause::isEpilogue)
				.thenComparing(Comparator.comparingLong(Candidate::firstNumber).reversed()))
			.flatMap((candidate) -> because(candidate).stream())
			.findFirst();
	}

	/**
	 * Whether it was said more than once, or of the same thing.
	 * @param candidate the candidate
	 * @param read all candidates
	 * @return whether it was
	 */
	private boolean isRepeated(Candidate candidate, List<Candidate> read) {
		String said = candidate.errorLine().body();
		return Recovery.areAboutTheSame(this.error.errorLine().body(), said)
				|| read.stream().filter((other) -> other.errorLine().body().equals(said)).count() > 1;
	}

	private boolean isBefore(Candidate candidate) {
		return candidate.lastNumber() < this.error.firstNumber()
				&& this.error.firstNumber() - candidate.lastNumber() <= CandidateSelector.REASON_REACH;
	}

	/**
	 * Whether it is likely enough, and says more than the error does.
	 * @param candidate the candidate
	 * @return whether it is
	 */
	private boolean isWorthBelieving(Candidate candidate) {
		String said = candidate.errorLine().body();
		boolean likely = candidate.trace() != null || candidate.score() >= Weights.THRESHOLD || this.gaveUp;
		boolean more = this.error.trace() == null || !said.contains(this.error.trace().root().statement());
		return likely && more && !(this.concludes && Conclusions.isConclusion(said));
	}

	/**
	 * Whether it may have to do with what nobody caught in the program's own code.
	 * @param candidate the candidate
	 * @return whether it is close to that, or about the same
	 */
	private boolean isRelated(Candidate candidate) {
		return this.error.trace() == null || !this.error.trace().uncaught() || this.foreign
				|| this.error.firstNumber()
						- candidate.lastNumber() <= (this.concludes ? CONCLUDED : InitialScore.CLUSTER_GAP)
				|| isOfStorage(candidate)
				|| Recovery.areAboutTheSame(this.error.errorLine().body(), candidate.errorLine().body());
	}

	/**
	 * Whether a file that could not be had explains that there is nothing in its place.
	 * @param candidate the candidate
	 * @return whether it stands right before the error
	 */
	private boolean isWhyItIsEmpty(Candidate candidate) {
		return this.error.firstNumber() - candidate.lastNumber() <= NEXT
				&& candidate.family().filter((family) -> FILES.contains(family.subtype())).isPresent();
	}

	/**
	 * Whether it is what a program adds to each of its errors: how it is to be called.
	 * @param candidate the candidate
	 * @return whether it is
	 */
	private static boolean isEpilogue(Candidate candidate) {
		return candidate.family()
			.filter((family) -> family.subtype().equals("bad-flag") && family.confidence() < Weights.TELLING)
			.isPresent();
	}

	private static boolean isOfStorage(Candidate candidate) {
		return candidate.family().filter((family) -> STORAGE.contains(family.subtype())).isPresent();
	}

	private Optional<Candidate> because(Candidate candidate) {
		return candidate.family()
			.filter((family) -> family.isEnvironment() && family.confidence() > Weights.VAGUE)
			.map((family) -> this.error.because(family.withConfidence(family.confidence() * Weights.EARLIER_LINE),
					candidate));
	}

}
