package dev.heal.remediation;

/**
 * All that decides on what happens next to a failure.
 *
 * @param state what it has come to
 * @param run its last CodeRun
 * @param pods its workload
 * @param revision the revision that the workload runs, compared with the one that failed
 * @param answer what a person said where approval is needed
 * @param cooledDown whether the time for a fix to arrive is over
 * @param room whether the limits let an attempt start
 * @param spent whether the attempts are spent
 */
record Situation(IncidentState state, Run run, Pods pods, Revision revision, Answer answer, boolean cooledDown,
		boolean room, boolean spent) {

	/**
	 * Decides on what happens next.
	 * @return what to do
	 */
	Action next() {
		if (this.run == Run.STARTED || (this.run == Run.ACTIVE && overlooked())) {
			return Action.FOLLOW;
		}
		return switch (this.state) {
			case QUEUED -> queued();
			case AWAITING_APPROVAL -> awaiting();
			case REMEDIATING -> remediating();
			case VERIFYING -> verifying();
			case ESCALATED -> ended(Action.WAIT);
			case ACCEPTED, COLLECTING, ANALYSING, REPORTED, RESOLVED, CLOSED -> Action.WAIT;
		};
	}

	private boolean overlooked() {
		return this.state != IncidentState.REMEDIATING && !this.state.isOver();
	}

	private Action queued() {
		return ended((this.pods == Pods.FAILING && (this.room || this.spent)) ? Action.ATTEMPT : Action.WAIT);
	}

	private Action awaiting() {
		return switch (this.answer) {
			case NONE -> ended(Action.WAIT);
			case APPROVED -> queued();
			case REFUSED -> ended(Action.REFUSE);
		};
	}

	private Action remediating() {
		return switch (this.run) {
			case NONE -> Action.STOP;
			case STARTED -> Action.FOLLOW;
			case ACTIVE -> (this.pods == Pods.GONE) ? Action.CLOSE : Action.WAIT;
			case SUCCEEDED, FAILED -> Action.VERIFY;
		};
	}

	private Action verifying() {
		return ended((this.pods == Pods.FAILING && failsAgain() && (this.room || this.spent)) ? Action.ATTEMPT
				: Action.WAIT);
	}

	private boolean failsAgain() {
		return this.cooledDown || (this.spent && (this.run == Run.FAILED || this.revision == Revision.NEW));
	}

	private Action ended(Action otherwise) {
		return switch (this.pods) {
			case GONE -> Action.CLOSE;
			case HEALTHY -> (this.revision == Revision.NEW) ? Action.RESOLVE : Action.CLOSE;
			case FAILING, UNSETTLED, UNKNOWN -> otherwise;
		};
	}

	/**
	 * What became of the last CodeRun.
	 */
	enum Run {

		/**
		 * There is none, or it was deleted before its end.
		 */
		NONE,
		/**
		 * One was started that was not known yet.
		 */
		STARTED,
		/**
		 * The agent is at work.
		 */
		ACTIVE,
		/**
		 * The agent has ended, and thinks it did it.
		 */
		SUCCEEDED,
		/**
		 * The agent has given up.
		 */
		FAILED

	}

	/**
	 * What a person said of the attempt that is to start.
	 */
	enum Answer {

		/**
		 * Nothing yet, or nobody was asked.
		 */
		NONE,
		/**
		 * It may start.
		 */
		APPROVED,
		/**
		 * It must not.
		 */
		REFUSED

	}

	/**
	 * How the workload is.
	 */
	enum Pods {

		/**
		 * A pod fails.
		 */
		FAILING,
		/**
		 * No pod fails now, but they are not healthy for long enough either.
		 */
		UNSETTLED,
		/**
		 * All pods are healthy for the set time.
		 */
		HEALTHY,
		/**
		 * There is no such workload any more.
		 */
		GONE,
		/**
		 * The API server does not tell.
		 */
		UNKNOWN

	}

	/**
	 * The revision that the workload runs, compared with the one that failed.
	 */
	enum Revision {

		/**
		 * The same.
		 */
		SAME,
		/**
		 * One that was made since.
		 */
		NEW,
		/**
		 * One from before: the workload was rolled back.
		 */
		FORMER

	}

	/**
	 * What to do.
	 */
	enum Action {

		/**
		 * Nothing yet.
		 */
		WAIT,
		/**
		 * Note that an agent is at work.
		 */
		FOLLOW,
		/**
		 * The agent has ended: watch the workload.
		 */
		VERIFY,
		/**
		 * Examine the pod anew, and start the next attempt, or escalate when the attempts
		 * are spent.
		 */
		ATTEMPT,
		/**
		 * The workload is repaired.
		 */
		RESOLVE,
		/**
		 * Somebody stopped the agent: leave the failure alone.
		 */
		STOP,
		/**
		 * A person wants no agent: leave the failure alone.
		 */
		REFUSE,
		/**
		 * It ended without Heal.
		 */
		CLOSE

	}

}
