package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import dev.heal.analysis.log.line.LogLine;

/**
 * How one runtime writes a crash. Readers are asked line by line; the first one that
 * knows the line takes the whole trace.
 */
interface TraceReader {

	/**
	 * Reads the trace that a line belongs to.
	 * @param lines the passage
	 * @param at the index of the line
	 * @param floor the index of the first line that belongs to no earlier trace
	 * @return the trace, empty when the line is none of this runtime's
	 */
	Optional<Trace> read(List<LogLine> lines, int at, int floor);

}
