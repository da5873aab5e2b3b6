package dev.heal.alert;

import java.util.List;

import dev.heal.alert.AlertOutcome.Outcome;

/**
 * The answer to a webhook.
 *
 * @param accepted the number of new incidents
 * @param duplicates the number of alerts whose incident is known
 * @param resolved the number of alerts that ended an incident
 * @param ignored the number of alerts with nothing to do
 * @param rejected the number of alerts that cannot be read
 * @param alerts an outcome for each alert, in the webhook's order
 */
record WebhookAnswer(long accepted, long duplicates, long resolved, long ignored, long rejected,
		List<AlertOutcome> alerts) {

	static WebhookAnswer of(List<AlertOutcome> outcomes) {
		return new WebhookAnswer(count(outcomes, Outcome.ACCEPTED), count(outcomes, Outcome.DUPLICATE),
				count(outcomes, Outcome.RESOLVED), count(outcomes, Outcome.IGNORED), count(outcomes, Outcome.REJECTED),
				outcomes);
	}

	private static long count(List<AlertOutcome> outcomes, Outcome outcome) {
		return outcomes.stream().filter((candidate) -> candidate.outcome() == outcome).count();
	}

}
