package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

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

	private static final Pattern PLACE = Pattern.compile("^.* in (\\S+):(\\d+)$");

	private static final Pattern FRAME = Pattern.compile("^#\\d+ (?:(.+?)\\((\\d+)\\)|\\[internal function\\]): (.+)$");

	private static final Pattern THROWN = Pattern.compile("^thrown in (\\S+) on line (\\d+)$");

	private static final int REACH = 200;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		if (isFatal(text)) {
			Matcher fatal = FATAL.matcher(text);
			return fatal.find() ? Optional.of(trace(lines, at, fatal, Severity.FATAL)) : Optional.empty();
		}
		if (!text.startsWith("#") && Traces.anyMatch(lines, at + 1, at + 3, PhpTrace::isHeading)
				&& Traces.anyMatch(lines, at + 2, at + 4, (line) -> line.startsWith("#0 ") && FRAME.matches(line))) {
			Matcher logged = LOGGED.matcher(text);
			return logged.find() ? Optional.of(trace(lines, at, logged, lines.get(at).severity())) : Optional.empty();
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
		List<Part> parts = new ArrayList<>(List.of(new Part(statement, at)));
		boolean outermostFirst = false;
		int last = at;
		for (int i = at + 1; i < Math.min(lines.size(), at + REACH) && i - last <= 3; i++) {
			String text = lines.get(i).stripped();
			Matcher next = NEXT.matcher(text);
			Matcher end = THROWN.matcher(text);
			Matcher previous = LOGGED.matcher(text);
			if (next.find()) {
				parts.add(new Part(next, i));
				last = i;
			}
			else if (text.startsWith(PREVIOUS) && previous.find()) {
				parts.add(new Part(previous, i));
				outermostFirst = true;
				last = i;
			}
			else if (end.find()) {
				parts.getLast().placeAt(end);
				last = i;
				break;
			}
			else if (parts.getLast().reads(text) || isHeading(text) || text.startsWith("#")) {
				last = i;
			}
		}
		List<Thrown> chain = parts.stream().map(Part::thrown).toList();
		List<Thrown> innermostFirst = outermostFirst ? chain.reversed() : chain;
		return new Trace("php", at, last, innermostFirst.getFirst().at(), severity, severity == Severity.FATAL,
				innermostFirst);
	}

	/**
	 * One exception while it is read.
	 */
	private static final class Part {

		private final Thrown statement;

		private final List<Frame> frames = new ArrayList<>();

		private @Nullable Frame place;

		Part(Matcher statement, int at) {
			this.statement = Thrown.of(statement.group(1), statement.group(2), at);
			if (statement.group(3) != null) {
				this.place = Frame.of(statement.group(3), statement.group(4), null);
			}
		}

		/**
		 * Reads the end of a message of several lines, or a frame.
		 * @param text the line
		 * @return whether it was one
		 */
		boolean reads(String text) {
			Matcher placed = PLACE.matcher(text);
			if (this.place == null && this.frames.isEmpty() && !text.startsWith("#") && placed.find()) {
				placeAt(placed);
				return true;
			}
			Matcher frame = FRAME.matcher(text);
			boolean found = frame.find();
			if (found) {
				String function = function(frame.group(3));
				this.frames.add((frame.group(1) != null) ? Frame.of(frame.group(1), frame.group(2), function)
						: new Frame(null, null, function, false));
			}
			return found;
		}

		void placeAt(Matcher placed) {
			if (this.place == null) {
				this.place = Frame.of(placed.group(1), placed.group(2), null);
			}
		}

		/**
		 * Returns what was thrown. Its place comes first, unless it is that of the first
		 * frame: then a function of PHP threw it.
		 * @return what was thrown
		 */
		Thrown thrown() {
			Frame first = this.frames.isEmpty() ? null : this.frames.getFirst();
			Frame thrownAt = this.place;
			boolean within = thrownAt != null && first != null && Objects.equals(thrownAt.file(), first.file())
					&& Objects.equals(thrownAt.line(), first.line());
			if (thrownAt != null && !within) {
				String function = (first != null) ? first.function() : null;
				this.statement.frames().add(new Frame(thrownAt.file(), thrownAt.line(), function, thrownAt.own()));
			}
			this.statement.frames().addAll(Frame.inCallers(this.frames));
			return this.statement;
		}

		private static String function(String call) {
			int arguments = call.indexOf('(');
			return (arguments > 0) ? call.substring(0, arguments) : call;
		}

	}

}
