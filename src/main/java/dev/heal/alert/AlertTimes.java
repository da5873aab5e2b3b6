package dev.heal.alert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Reads the times of an alert, as RFC 3339 has them.
 */
final class AlertTimes {

	private static final Pattern FOUR_DIGIT_YEAR = Pattern.compile("\\d{4}-.*");

	private AlertTimes() {
	}

	/**
	 * Reads a time.
	 * @param time the time
	 * @return the time, empty when it is missing, or Go's zero time, which means the same
	 * @throws RejectedAlertException if it is something else
	 */
	static Optional<Instant> read(JsonNode time) {
		if (time.isMissingNode() || time.isNull() || (time.isString() && time.asString().isBlank())) {
			return Optional.empty();
		}
		String text = time.isString() ? time.asString() : "";
		if (!FOUR_DIGIT_YEAR.matcher(text).matches()) {
			throw odd(time);
		}
		try {
			return Optional.of(OffsetDateTime.parse(text))
				.filter((it) -> it.getYear() > 1)
				.map(OffsetDateTime::toInstant);
		}
		catch (DateTimeException ex) {
			throw odd(time);
		}
	}

	private static RejectedAlertException odd(JsonNode time) {
		return new RejectedAlertException(
				"not an RFC 3339 time: " + (time.isString() ? time.asString() : time.toString()));
	}

}
