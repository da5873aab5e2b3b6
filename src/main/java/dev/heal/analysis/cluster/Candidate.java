package dev.heal.analysis.cluster;

import java.util.Set;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * One thing that is wrong, and a candidate for what is behind the rest.
 *
 * @param subject the object that it is about; of a pod what keeps the pod running
 * @param pod the pod, null where it is not about one
 * @param standing how plainly it is a failure
 * @param analysis what is wrong
 * @param affects the keys of objects that suffer from it
 * @param explains what failures of theirs it explains
 */
record Candidate(KubeObject subject, @Nullable KubeObject pod, Standing standing, Analysis analysis,
		Set<String> affects, Pattern explains) {

	private static final double CREDIBLE = 0.6;

	/**
	 * Tells how much there is to it.
	 * @return a number, larger for what is worse and surer
	 */
	double weight() {
		double plain = switch (this.standing) {
			case FAILURE -> 1;
			case CONTRADICTION -> 0.75;
			case ODD -> 0.3;
		};
		return plain + this.analysis.confidence() - ((this.analysis.cause() == Cause.UNKNOWN) ? 0.3 : 0);
	}

	/**
	 * Tells whether another one only follows from it.
	 * @param other the other
	 * @return whether it does
	 */
	boolean explains(Candidate other) {
		return !equals(other) && this.analysis.confidence() >= CREDIBLE && other.suffers(this.affects)
				&& this.explains.matches(other.analysis.cause().id() + "/" + other.analysis.subtype());
	}

	private boolean suffers(Set<String> affected) {
		return (this.pod != null && affected.contains(this.pod.key())) || affected.contains(this.subject.key());
	}

	boolean concerns(Set<String> keys) {
		return suffers(keys) || this.affects.stream().anyMatch(keys::contains);
	}

}
