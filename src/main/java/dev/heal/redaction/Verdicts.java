package dev.heal.redaction;

import java.util.HashMap;
import java.util.Map;

import dev.heal.redaction.SecretNames.Kind;

/**
 * What was said of values before: logs repeat themselves, hostile ones above all.
 */
final class Verdicts {

	private static final int MOST_KNOWN = 1024;

	private final Map<Question, Boolean> known = new HashMap<>();

	boolean isSecret(Plausibility value, Kind kind) {
		if (this.known.size() >= MOST_KNOWN) {
			this.known.clear();
		}
		return this.known.computeIfAbsent(new Question(value, kind), (question) -> value.isSecret(kind));
	}

	private record Question(Plausibility value, Kind kind) {
	}

}
