package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * PHP: fatal and parse errors, and exceptions that somebody printed. The place is in the
 * message, its function in the first frame; of nested ones the innermost comes first.
 */
final class PhpTrace implements TraceReader {

	private static final String PLACED = "(.*?)(?: (?:in|at) (\\S+?)(?::| on line )(\\d+)\\)?)?$";

	private static final Pattern FATAL = Pattern
		.compile("(?:PHP )?(?:Fatal|Parse|Recoverable fatal) error: +(?:Uncaught )?(?:([A-Z]\\w*(?:\\\\\\w+)*): )?"
				+ PLACED);

	private static final Pattern LOGGED = Pattern
		.compile("^(?:.*?[ :(])??((?:[A-Za-z]\\w*\\\\+)*[A-Z]\\w*)(?:\\(code: \\w+\\))?: " + PLACED);

	private static final Pattern NEXT = Pattern.compile("^Next ([\\w\\\\]+): " + PLACED);

	private static final String PREVIOUS = "[previous exception] ";

	private static final Pattern THROWN = Pattern.compile("^thrown in (\\S+) on line (\\d+)$");

	private static final int REACH = 200;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		if (isFatal(text)) {
			Matcher fatal = FATAL.matcher(text);
			return fatal.find() ? Optional.of(trace(lines, at, fatal, Severity.FATAL)) : Optional.empty();
		}
		if (!text.startsWith("#") && TraceLines.anyMatch(lines, at + 1, at + 3, PhpTrace::isHeading) && TraceLines
			.anyMatch(lines, at + 2, at + 4, (line) -> line.startsWith("#0 ") && PhpThrown.isFrame(line))) {
			Matcher logged = LOGGED.matcher(text);
			Severity severity = lines.get(TraceLines.record(lines, at, floor)).severity();
			return logged.find() ? Optional.of(trace(lines, at, logged, severity)) : Optional.empty();
		}
		return Optional.empty();
	}

	private static boolean isHeading(String text) {
		return text.equals("Stack trace:") || text.equals("[stacktrace]");
	}

	private static boolean isFatal(String text) {
		return (text.contains("Fatal error: ") || text.contains("Parse error: "))
				&& (text.contains("PHP ") || text.contains(" on line ") || text.contains("Uncaught"));
	}

	private static Trace trace(List<LogLine> lines, int at, Matcher statement, Severity severity) {
		List<PhpThrown> parts = new ArrayList<>(List.of(PhpThrown.of(statement, at)));
		boolean outermostFirst = false;
		int last = at;
		for (int i = at + 1; i < Math.min(lines.size(), at + REACH) && i - last <= 3; i++) {
			String text = lines.get(i).stripped();
			Matcher next = NEXT.matcher(text);
			Matcher end = THROWN.matcher(text);
			Matcher previous = LOGGED.matcher(text);
			if (next.find()) {
				parts.add(PhpThrown.of(next, i));
				last = i;
			}
			else if (text.startsWith(PREVIOUS) && previous.find()) {
				parts.add(PhpThrown.of(previous, i));
				outermostFirst = true;
				last = i;
			}
			else if (end.find()) {
				parts.getLast().placeAt(end.group(1), end.group(2));
				last = i;
				break;
			}
			else if (parts.getLast().reads(text) || isHeading(text) || text.startsWith("#")) {
				last = i;
			}
		}
		List<Thrown> chain = parts.stream().map(PhpThrown::thrown).toList();
		List<Thrown> innermostFirst = outermostFirst ? chain.reversed() : chain;
		return new Trace("php", at, last, innermostFirst.getFirst().at(), severity, severity == Severity.FATAL,
				innermostFirst);
	}

}
