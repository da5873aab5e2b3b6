package dev.heal.remediation;

/**
 * What is to be done about a request.
 */
sealed interface Decision {

	/**
	 * An agent is at work already, or was.
	 *
	 * @param dispatch what to answer
	 */
	record Leave(Dispatch dispatch) implements Decision {

	}

	/**
	 * People must look: the attempts are spent.
	 *
	 * @param reason what was tried
	 */
	record Escalate(String reason) implements Decision {

	}

	/**
	 * A limit holds the agent back.
	 *
	 * @param limit which limit
	 */
	record HoldBack(String limit) implements Decision {

	}

	/**
	 * A person must approve the agent.
	 *
	 * @param remediation the name that its CodeRun gets
	 */
	record Ask(String remediation) implements Decision {

		String how() {
			return "waits for approval: POST /remediations/%1$s/approval, heal approve %1$s, or kubectl annotate its pod or workload %2$s=%1$s"
				.formatted(this.remediation, Approvals.APPROVE);
		}

	}

	/**
	 * An agent is to be started.
	 *
	 * @param order what it is to do
	 */
	record Start(Order order) implements Decision {

	}

}
