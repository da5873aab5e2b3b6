package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * A fatal error of the Java virtual machine itself: lines that begin with {@code #}.
 */
final class JvmFatalError implements TraceReader {

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		if (!text.startsWith("# A fatal error has been detected")
				&& !text.startsWith("# There is insufficient memory")) {
			return Optional.empty();
		}
		int last = at;
		int error = at;
		while (last + 1 < lines.size() && lines.get(last + 1).stripped().startsWith("#")) {
			last++;
			String next = lines.get(last).stripped();
			if (error == at && text.contains("fatal error") && next.startsWith("#  ")) {
				error = last;
			}
		}
		Thrown thrown = Thrown.of(null, lines.get(error).stripped().substring(1).strip(), error);
		return Optional.of(new Trace("java", at, last, error, Severity.FATAL, true, List.of(thrown)));
	}

}
