package dev.heal.analysis.log;

/**
 * All weights by which what may explain a failure is ranked. A score is a sum of them; a
 * candidate below {@link #THRESHOLD} is none.
 */
final class Weights {

	/**
	 * The score from which a candidate counts.
	 */
	static final int THRESHOLD = 40;

	// Where it stands: the end of the log beats its middle.

	/**
	 * At most 20 lines of something else come behind it.
	 */
	static final int AT_THE_END = 25;

	/**
	 * At most 100 lines come behind it.
	 */
	static final int NEAR_THE_END = 12;

	// A trace: what ended the process beats what was logged.

	/**
	 * Nobody caught it.
	 */
	static final int UNCAUGHT = 80;

	static final int FATAL_TRACE = 78;

	static final int ERROR_TRACE = 58;

	static final int TRACE_WITHOUT_LEVEL = 50;

	/**
	 * Logged as a warning, and the very last thing that was said, without a frame of the
	 * application.
	 */
	static final int LAST_WARNING_TRACE = 20;

	/**
	 * Logged as a warning, a few lines before the end.
	 */
	static final int LATE_WARNING_TRACE = 5;

	static final int WARNING_TRACE = -10;

	static final int HARMLESS_TRACE = 5;

	// A message.

	static final int FATAL_MESSAGE = 70;

	static final int ERROR_MESSAGE = 40;

	/**
	 * Without a level, but it begins as errors do.
	 */
	static final int MESSAGE_THAT_BEGINS_AS_ERROR = 34;

	static final int MESSAGE_WITHOUT_LEVEL = 22;

	static final int HARMLESS_MESSAGE = -40;

	/**
	 * Its words surely end a process, and it has no level.
	 */
	static final int CRASH_WITHOUT_LEVEL = 45;

	static final int CRASH_AS_ERROR = 30;

	static final int CRASH_OF_OTHER_LEVEL = 8;

	/**
	 * Its words say that something failed.
	 */
	static final int FAILURE_WORDS = 8;

	/**
	 * It stands out among lines of another kind, and nothing else was found.
	 */
	static final int ODD_LINE = 22;

	// What it says: something known beats the unknown.

	/**
	 * A message of a known family, times the confidence in that.
	 */
	static final int KNOWN_FAMILY = 14;

	static final int UNKNOWN_MESSAGE = -4;

	/**
	 * It tells of an end as any orderly stop has it.
	 */
	static final int PLAIN_END = -25;

	/**
	 * A line without a level that names a place in a configuration.
	 */
	static final int NAMES_CONFIGURATION = 24;

	/**
	 * A trace that has frames, that has a type, that has frames of the application.
	 */
	static final int HAS_FRAMES = 4;

	static final int HAS_TYPE = 1;

	static final int HAS_OWN_FRAME = 8;

	// What was dealt with loses.

	static final int TRACE_DEALT_WITH = -60;

	static final int MESSAGE_DEALT_WITH = -30;

	/**
	 * The next line says so.
	 */
	static final int DEALT_WITH_NEXT = -15;

	/**
	 * A later line says that the same thing works.
	 */
	static final int WORKS_AGAIN = -30;

	/**
	 * Tidying up went wrong after the program had said that it ends.
	 */
	static final int FAREWELL = -60;

	/**
	 * It belongs to one request of many.
	 */
	static final int OF_A_REQUEST = -15;

	/**
	 * Another error brought it about.
	 */
	static final int CONSEQUENCE = -30;

	/**
	 * The process went on, and said its last words later.
	 */
	static final int SURVIVED = -60;

	/**
	 * What the last words of a process must have to push aside what it survived.
	 */
	static final int LAST_WORDS = 55;

	/**
	 * It came up before, and the program went on with its work each time.
	 */
	static final int RECURRING = -40;

	// Confidences.

	/**
	 * Up to here, a family says little.
	 */
	static final double VAGUE = 0.6;

	/**
	 * From here on, a family tells.
	 */
	static final double TELLING = 0.8;

	/**
	 * How much less a cause is believed that stands on an earlier line than the error.
	 */
	static final double EARLIER_LINE = 0.8;

	private Weights() {
	}

	/**
	 * How far a finding is believed for its score.
	 * @param score the score
	 * @return what its confidence is multiplied with
	 */
	static double trust(int score) {
		return (score >= 85) ? 1 : (score >= 65) ? 0.9 : (score >= 52) ? 0.75 : (score >= 45) ? 0.6 : 0.5;
	}

}
