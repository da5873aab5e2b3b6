package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.line.PlaceInText;
import dev.heal.analysis.log.words.OwnCode;

/**
 * A frame of a stack trace.
 *
 * @param file the file as the trace names it
 * @param line the line
 * @param function the function, with its class or module
 * @param own whether it is the application's own code, not a library's or the runtime's
 */
public record Frame(@Nullable String file, @Nullable Integer line, @Nullable String function, boolean own) {

	static Frame of(@Nullable String file, @Nullable String line, @Nullable String function) {
		return new Frame(file, PlaceInText.number(line), function, OwnCode.isOwn(file, function));
	}

	/**
	 * Returns the same frame where it is known to be of the application's own classes.
	 * @return the frame
	 */
	Frame asOwn() {
		return new Frame(this.file, this.line, this.function, true);
	}

	/**
	 * Gives each place the function that it lies in, where a runtime writes the one
	 * called there.
	 * @param frames the frames as the runtime writes them
	 * @return the same with the functions one frame further in
	 */
	static List<Frame> inCallers(List<Frame> frames) {
		List<Frame> shifted = new ArrayList<>();
		for (int i = 0; i < frames.size(); i++) {
			Frame frame = frames.get(i);
			String caller = (i + 1 < frames.size()) ? frames.get(i + 1).function() : null;
			shifted.add(new Frame(frame.file(), frame.line(), caller, frame.own()));
		}
		return shifted;
	}

}
