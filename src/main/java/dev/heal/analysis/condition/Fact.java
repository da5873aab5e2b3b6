package dev.heal.analysis.condition;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.condition.ConditionFinding.Anchor;

/**
 * One reason with its message, wherever the cluster says it.
 *
 * @param source who says it
 * @param reason the reason
 * @param message the message, empty when there is none
 * @param container the container that it is about, null for the whole pod
 * @param time when it was said, the epoch when that is not known
 * @param anchor where it stands
 * @param besides what is said in the same breath of something else, null when nothing is
 */
record Fact(Source source, String reason, String message, @Nullable String container, Instant time, Anchor anchor,
		@Nullable String besides) {

	Fact(Source source, String reason, String message, @Nullable String container, Instant time, Anchor anchor) {
		this(source, reason, message, container, time, anchor, null);
	}

	/**
	 * Where reasons are found.
	 */
	enum Source {

		/**
		 * The waiting state of a container.
		 */
		WAITING,
		/**
		 * The latest end of a container.
		 */
		TERMINATED,
		/**
		 * The status of the pod itself.
		 */
		POD,
		/**
		 * A condition of the pod that is not as it should be; the reason is
		 * {@code type/reason}.
		 */
		CONDITION,
		/**
		 * A condition of the pod's node that is not as it should be; the reason is
		 * {@code type/reason}.
		 */
		NODE,
		/**
		 * One reason why nodes were refused by the scheduler.
		 */
		SCHEDULER,
		/**
		 * An event.
		 */
		EVENT

	}

}
