package dev.heal.kubectl;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

/**
 * Times of the API as kubectl reads and prints them.
 */
final class Timestamps {

	/**
	 * What Go takes an absent time for.
	 */
	static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

	private static final DateTimeFormatter RFC_1123 = DateTimeFormatter
		.ofPattern("EEE, dd MMM uuuu HH:mm:ss '+0000'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private Timestamps() {
	}

	static Instant parse(JsonNode value) {
		if (!Fields.hasText(value)) {
			return ZERO;
		}
		try {
			return Instant.parse(Fields.text(value));
		}
		catch (DateTimeParseException ex) {
			return ZERO;
		}
	}

	static String rfc1123(Instant time) {
		return RFC_1123.format(time);
	}

	static String rfc1123(JsonNode value) {
		return rfc1123(parse(value));
	}

	/**
	 * Says how long ago something was, in two or three significant figures.
	 * @param value the time
	 * @param now the time that ages count to
	 * @return for instance {@code 3h30m}
	 */
	static String age(JsonNode value, Instant now) {
		Instant time = parse(value);
		return time.equals(ZERO) ? "<unknown>" : Ages.print(Duration.between(time, now));
	}

}
