package dev.heal.analysis.objects;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;

/**
 * Something that is wrong with an object.
 *
 * @param subject the object
 * @param standing how plainly it is a failure
 * @param cause the class of cause
 * @param subtype a finer class, such as {@code service-selector}
 * @param confidence how sure, from 0 to 1
 * @param statement what is wrong, a clause that follows the object's name
 * @param anchors where the evidence stands
 * @param remedy what to do
 * @param affects the keys of other objects that suffer from it
 * @param explains what failures of those it explains, as {@code cause/subtype}
 */
public record ObjectFinding(KubeObject subject, Standing standing, Cause cause, String subtype, double confidence,
		String statement, List<Anchor> anchors, Remedy remedy, Set<String> affects, Pattern explains) {

	/**
	 * What may come of a fault that keeps pods from being well in any way.
	 */
	public static final Pattern ANYTHING = Pattern.compile(".*");

	public ObjectFinding {
		anchors = List.copyOf(anchors);
		affects = Set.copyOf(affects);
	}

	public static ObjectFinding of(KubeObject subject, Standing standing, Cause cause, String subtype,
			double confidence, String statement, Remedy remedy) {
		return new ObjectFinding(subject, standing, cause, subtype, confidence, statement, List.of(), remedy, Set.of(),
				ANYTHING);
	}

	/**
	 * Adds evidence.
	 * @param evidence the evidence
	 * @return the finding with it
	 */
	public ObjectFinding seen(Anchor... evidence) {
		List<Anchor> all = Stream.concat(this.anchors.stream(), Stream.of(evidence)).toList();
		return new ObjectFinding(this.subject, this.standing, this.cause, this.subtype, this.confidence, this.statement,
				all, this.remedy, this.affects, this.explains);
	}

	/**
	 * Adds objects that suffer from it.
	 * @param objects the objects
	 * @param failures what failures of theirs it explains, as {@code cause/subtype}
	 * @return the finding with them
	 */
	public ObjectFinding affecting(Stream<KubeObject> objects, Pattern failures) {
		Set<String> all = objects.map(KubeObject::key).collect(Collectors.toCollection(TreeSet::new));
		all.addAll(this.affects);
		return new ObjectFinding(this.subject, this.standing, this.cause, this.subtype, this.confidence, this.statement,
				this.anchors, this.remedy, all, failures);
	}

	/**
	 * How plainly something is a failure.
	 */
	public enum Standing {

		/**
		 * It may be meant.
		 */
		ODD,
		/**
		 * Parts of the configuration contradict each other.
		 */
		CONTRADICTION,
		/**
		 * Something is not as it should be now.
		 */
		FAILURE

	}

}
