package dev.heal.kubectl;

import java.time.Duration;

/**
 * Prints durations for people: the larger they are, the coarser.
 */
final class Ages {

	private static final long MINUTE = 60;

	private static final long HOUR = 60 * MINUTE;

	private static final long DAY = 24 * HOUR;

	private static final long YEAR = 365 * DAY;

	/**
	 * The longest duration that Go can express, about 292 years.
	 */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private Ages() {
	}

	static String print(Duration duration) {
		long seconds = (duration.compareTo(LONGEST) < 0) ? wholeSeconds(duration) : LONGEST.toSeconds();
		if (seconds < 0) {
			return (seconds < -1) ? "<invalid>" : "0s";
		}
		return print(seconds);
	}

	private static String print(long seconds) {
		if (seconds < 2 * MINUTE) {
			return seconds + "s";
		}
		if (seconds < 3 * HOUR) {
			return (seconds < 10 * MINUTE) ? both(seconds, MINUTE, "m", 1, "s") : seconds / MINUTE + "m";
		}
		if (seconds < 2 * DAY) {
			return (seconds < 8 * HOUR) ? both(seconds, HOUR, "h", MINUTE, "m") : seconds / HOUR + "h";
		}
		if (seconds < 2 * YEAR) {
			return (seconds < 8 * DAY) ? both(seconds, DAY, "d", HOUR, "h") : seconds / DAY + "d";
		}
		return (seconds < 8 * YEAR) ? both(seconds, YEAR, "y", DAY, "d") : seconds / YEAR + "y";
	}

	private static String both(long seconds, long unit, String name, long smallUnit, String smallName) {
		long rest = seconds % unit / smallUnit;
		return seconds / unit + name + ((rest != 0) ? rest + smallName : "");
	}

	private static long wholeSeconds(Duration duration) {
		return duration.isNegative() ? -duration.negated().toSeconds() : duration.toSeconds();
	}

}
