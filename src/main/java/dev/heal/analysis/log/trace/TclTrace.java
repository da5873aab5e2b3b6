package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * Tcl: commands within commands; procedures are named, the file comes last.
 */
final class TclTrace implements TraceReader {

	private static final Pattern PROCEDURE = Pattern.compile("^\\(procedure \"(.+)\" line (\\d+)\\)$");

	private static final Pattern FILE = Pattern.compile("^\\(file \"(.+)\" line (\\d+)\\)$");

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		if (!lines.get(at).stripped().equals("while executing") || at == floor) {
			return Optional.empty();
		}
		String procedure = null;
		String file = null;
		int last = at;
		for (int i = at + 1; i < Math.min(lines.size(), at + 60) && i - last <= 6 && file == null; i++) {
			Matcher matcher = PROCEDURE.matcher(lines.get(i).stripped());
			Matcher place = FILE.matcher(lines.get(i).stripped());
			if (matcher.find()) {
				procedure = (procedure != null) ? procedure : matcher.group(1);
				last = i;
			}
			else if (place.find()) {
				file = place.group(1);
				last = i;
			}
		}
		Thrown thrown = Thrown.of(null, lines.get(at - 1).stripped(), at - 1);
		thrown.frames().add(Frame.of(file, null, procedure));
		return Optional.of(new Trace("tcl", at - 1, last, at - 1, Severity.NONE, true, List.of(thrown)));
	}

}
