package dev.heal.analysis.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.heal.analysis.log.line.LineReader;
import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.LogScanner;
import dev.heal.analysis.log.line.RawLine;

/**
 * Finds the crash among the noise of a log, in one pass and constant memory.
 */
public class LogAnalyzer {

	private static final int FINDINGS = 5;

	/**
	 * Reads a container's log to its end.
	 * @param section the log
	 * @return the findings, the likeliest first; empty when nothing in it tells
	 * @throws IOException if it could not be read
	 */
	public List<LogFinding> analyze(LogSection section) throws IOException {
		LogScanner.Scan scan = new LogScanner(section.firstLine()).scan(section.bytes());
		List<List<LogLine>> stretches = scan.stretches().stream().map(LogAnalyzer::read).toList();
		long lastLine = scan.lastLine() - (stretches.isEmpty() ? 0 : UsageText.atEnd(stretches.getLast()));
		List<Candidate> candidates = new ArrayList<>();
		long lastRecord = Long.MAX_VALUE;
		for (List<LogLine> lines : stretches) {
			candidates.addAll(Candidates.find(lines, lastLine));
			lastRecord = lines.stream().filter(LogLine::isChatter).mapToLong(LogLine::number).max().orElse(lastRecord);
		}
		FindingWriter findings = new FindingWriter(section.file());
		List<Candidate> ranked = new Ranking(lastLine, lastRecord).rank(candidates);
		List<Candidate> told = (ranked.isEmpty() && !stretches.isEmpty())
				? Waiting.in(stretches.getLast()).stream().toList() : ranked;
		return told.stream().limit(FINDINGS).map(findings::of).toList();
	}

	private static List<LogLine> read(List<RawLine> lines) {
		return lines.stream().flatMap((raw) -> LineReader.read(raw).stream()).toList();
	}

}
