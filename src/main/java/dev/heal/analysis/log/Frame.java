package dev.heal.analysis.log;

import org.jspecify.annotations.Nullable;

/**
 * A frame of a stack trace.
 *
 * @param file the file as the trace names it
 * @param line the line
 * @param function the function, with its class or module
 * @param own whether it is the application's own code, not a library's or the runtime's
 */
record Frame(@Nullable String file, @Nullable Integer line, @Nullable String function, boolean own) {

	static Frame of(@Nullable String file, @Nullable String line, @Nullable String function) {
		return new Frame(file, number(line), function, OwnCode.isOwn(file, function));
	}

	static @Nullable Integer number(@Nullable String digits) {
		return (digits == null || digits.isEmpty() || digits.length() > 9) ? null : Integer.valueOf(digits);
	}

}
