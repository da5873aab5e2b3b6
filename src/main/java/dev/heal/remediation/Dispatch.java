package dev.heal.remediation;

/**
 * What became of a request for a remediation.
 */
public sealed interface Dispatch {

	/**
	 * A CodeRun exists for the failure.
	 *
	 * @param remediation the remediation
	 */
	record Started(Remediation remediation) implements Dispatch {

	}

	/**
	 * The agent has ended already; the workload is watched.
	 *
	 * @param remediation the remediation
	 */
	record Verifying(Remediation remediation) implements Dispatch {

	}

	/**
	 * A limit holds it back; it starts when there is room.
	 *
	 * @param reason which limit
	 */
	record Queued(String reason) implements Dispatch {

	}

	/**
	 * A person must approve it.
	 *
	 * @param remediation the name that its CodeRun gets
	 * @param reason how to approve it
	 */
	record AwaitingApproval(String remediation, String reason) implements Dispatch {

	}

	/**
	 * It is not worth it, or not wanted; nothing more happens by itself.
	 *
	 * @param reason why
	 */
	record Declined(String reason) implements Dispatch {

	}

	/**
	 * The failure's attempts are spent; people must look.
	 *
	 * @param reason what was tried
	 */
	record Escalated(String reason) implements Dispatch {

	}

	/**
	 * The CodeRun could not be created.
	 *
	 * @param reason what the API server said, or which property is missing
	 * @param retryable whether it may succeed later without a change by people
	 */
	record Failed(String reason, boolean retryable) implements Dispatch {

	}

}
