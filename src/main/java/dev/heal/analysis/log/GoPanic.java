package dev.heal.analysis.log;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Go: panics and fatal errors of the runtime; the first goroutine is the one that failed.
 */
final class GoPanic implements TraceReader {

	private static final Pattern PLACE = Pattern.compile("^(\\S+\\.(?:go|s)):(\\d+)(?: \\+0x[0-9a-f]+.*)?$");

	private static final int REACH = 600;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		boolean begins = text.startsWith("panic: ") || text.startsWith("fatal error: ")
				|| text.startsWith("runtime: out of memory");
		boolean headless = text.startsWith("goroutine ") && text.endsWith("]:");
		if ((!begins && !headless) || (begins && !isFollowedByGoroutine(lines, at))) {
			return Optional.empty();
		}
		return Optional.of(trace(lines, at, begins, Traces.record(lines, at, floor)));
	}

	private static boolean isFollowedByGoroutine(List<LogLine> lines, int at) {
		return at + 1 >= lines.size() || Traces.anyMatch(lines, at + 1, at + 30, (text) -> text.startsWith("goroutine ")
				|| text.startsWith("[signal ") || text.startsWith("runtime stack:"));
	}

	private static Trace trace(List<LogLine> lines, int at, boolean begins, int record) {
		Thrown thrown = Thrown.of(null, message(lines.get(at).stripped()), at);
		int last = at;
		int firstGoroutine = -1;
		boolean firstEnded = false;
		for (int i = at + 1; i < Math.min(lines.size(), at + REACH); i++) {
			LogLine line = lines.get(i);
			String text = line.stripped();
			if (line.inner() != lines.get(at).inner() || (line.inner() && line.number() != lines.get(at).number())) {
				break;
			}
			if (text.startsWith("goroutine ") && text.endsWith(":")) {
				firstEnded |= firstGoroutine >= 0;
				firstGoroutine = i;
			}
			Matcher place = PLACE.matcher(text);
			if (place.find()) {
				if (!firstEnded) {
					thrown.frames()
						.add(Frame.of(place.group(1), place.group(2), function(lines.get(i - 1).stripped())));
				}
				last = i;
			}
			else if (line.isChatter()) {
				if (i - last > 6) {
					break;
				}
			}
			else if (i - last > 12) {
				break;
			}
			if (text.startsWith("exit status ")) {
				last = i;
			}
		}
		boolean fatal = begins && !lines.get(at).record();
		Severity severity = fatal ? Severity.FATAL : lines.get(record).severity();
		return new Trace("go", fatal ? at : record, last, at, severity, fatal, List.of(thrown));
	}

	private static String message(String text) {
		int goroutine = text.indexOf(" [recovered]");
		String message = (goroutine > 0) ? text.substring(0, goroutine) : text;
		return message.startsWith("panic: ") ? message.substring(7) : message;
	}

	private static String function(String text) {
		String name = text.startsWith("created by ") ? text.substring(11) : text;
		int goroutine = name.indexOf(" in goroutine");
		return (goroutine > 0) ? name.substring(0, goroutine) : name.substring(0, startOfArguments(name));
	}

	private static int startOfArguments(String call) {
		int depth = 0;
		for (int i = call.length() - 1; i >= 0 && call.endsWith(")"); i--) {
			depth += (call.charAt(i) == ')') ? 1 : (call.charAt(i) == '(') ? -1 : 0;
			if (depth == 0) {
				return i;
			}
		}
		return call.length();
	}

}
