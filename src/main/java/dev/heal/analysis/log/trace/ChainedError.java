package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * An error that {@code main} returned in Rust: what failed, then its causes as a list
 * with or without numbers, the root cause last.
 */
final class ChainedError implements TraceReader {

	private static final Pattern ITEM = Pattern.compile("^(?:(\\d+): )?(.+)$");

	private static final Pattern FUNCTION = Pattern.compile("\\d+: .*");

	private static final Pattern PLACE = Pattern.compile("^(?:at )?(\\S+\\.rs):(\\d+)(?::\\d+)?$");

	private static final int REACH = 300;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		boolean bare = text.equals("Error:") && at + 1 < lines.size() && isFirstItem(lines.get(at + 1));
		boolean headed = lines.get(at).text().startsWith("Error: ")
				&& TraceLines.anyMatch(lines, at + 1, at + 4, "Caused by:"::equals);
		return (bare || headed) ? Optional.of(trace(lines, at)) : Optional.empty();
	}

	private static boolean isFirstItem(LogLine line) {
		return line.stripped().startsWith("0: ");
	}

	private static Trace trace(List<LogLine> lines, int at) {
		List<Thrown> chain = new ArrayList<>(List.of(Thrown.of(null, lines.get(at).stripped(), at)));
		int last = at;
		boolean causes = true;
		String function = null;
		for (int i = at + 1; i < Math.min(lines.size(), at + REACH) && i - last <= 3
				&& !lines.get(i).isChatter(); i++) {
			String text = lines.get(i).stripped();
			Matcher place = PLACE.matcher(text);
			if (text.equals("Location:") || text.equals("Stack backtrace:") || text.startsWith("━")) {
				causes = false;
			}
			else if (!causes && place.find()) {
				chain.getLast().frames().add(Frame.of(place.group(1), place.group(2), function));
			}
			else if (!causes && FUNCTION.matches(text)) {
				function = text.substring(text.indexOf(": ") + 2);
			}
			else if (causes && lines.get(i).isIndented() && !text.isEmpty()) {
				chain.add(cause(text, i));
			}
			else if (text.isEmpty() || !(lines.get(i).isIndented() || text.equals("Caused by:"))) {
				continue;
			}
			last = i;
		}
		List<Thrown> innermostFirst = chain.reversed();
		return new Trace("rust", at, last, innermostFirst.getFirst().at(), Severity.FATAL, true, innermostFirst);
	}

	private static Thrown cause(String text, int at) {
		Matcher item = ITEM.matcher(text);
		return Thrown.of(null, item.find() ? item.group(2) : text, at);
	}

}
