package dev.heal.analysis.condition;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;

/**
 * One thing that the status or the events say about why the pod is as it is.
 *
 * @param cause the class of cause
 * @param subtype a finer class, such as {@code missing-secret}
 * @param confidence how sure, from 0 to 1
 * @param weight what it counts against the log
 * @param container the container that it is about, null for the whole pod
 * @param statement what is wrong, a clause that can follow the name of what failed
 * @param message the words of the cluster that say so, null when there are none
 * @param signature what identifies it over restarts, replicas and wording
 * @param anchors where the evidence stands
 * @param remedy what to do
 */
public record ConditionFinding(Cause cause, String subtype, double confidence, Weight weight,
		@Nullable String container, String statement, @Nullable String message, String signature, List<Anchor> anchors,
		Remedy remedy) {

	public ConditionFinding {
		anchors = List.copyOf(anchors);
	}

	/**
	 * What a finding counts against what the log says.
	 */
	public enum Weight {

		/**
		 * It is the cause, whatever the log says.
		 */
		DECIDES,
		/**
		 * It is the cause unless the log shows a fatal error.
		 */
		LEANS,
		/**
		 * It says that the container failed; the log says why.
		 */
		ASKS_LOG

	}

	/**
	 * What is recorded beside the files.
	 */
	public enum Recorded {

		/**
		 * The pod.
		 */
		POD("pod.json"),
		/**
		 * The events of its name.
		 */
		EVENTS("events.json"),
		/**
		 * What stands around it.
		 */
		SURROUNDINGS("surroundings.json"),
		/**
		 * Any objects, in one list.
		 */
		OBJECTS("objects.json");

		private final String file;

		Recorded(String file) {
			this.file = file;
		}

		public String file() {
			return this.file;
		}

	}

	/**
	 * A place in the recorded objects that shows a fact.
	 *
	 * @param text the fact
	 * @param object the object
	 * @param pointer the JSON pointer
	 */
	public record Anchor(String text, Recorded object, String pointer) {

		public static Anchor pod(String text, String pointer) {
			return new Anchor(text, Recorded.POD, pointer);
		}

		public static Anchor event(EventReading event) {
			return new Anchor(event.reason() + ": " + Text.gist(event.message()), event.object(), event.pointer());
		}

		public static Anchor around(String text, String pointer) {
			return new Anchor(text, Recorded.SURROUNDINGS, pointer);
		}

	}

}
