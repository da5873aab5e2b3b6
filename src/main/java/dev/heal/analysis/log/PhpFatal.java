package dev.heal.analysis.log;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * PHP: fatal and parse errors; the place is in the message, its function in the first
 * frame.
 */
final class PhpFatal implements TraceReader {

	private static final Pattern STATEMENT = Pattern.compile(
			"(?:PHP )?(?:Fatal|Parse|Recoverable fatal) error: +(?:Uncaught )?(?:([A-Z]\\w*(?:\\\\\\w+)*): )?(.*?)(?: in (\\S+?)(?::| on line )(\\d+))?$");

	private static final Pattern FRAME = Pattern.compile("^#\\d+ (?:(.+?)\\((\\d+)\\)|\\[internal function\\]): (.+)$");

	private static final Pattern THROWN = Pattern.compile("^thrown in (\\S+) on line (\\d+)$");

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		if (!text.contains("Fatal error: ") && !text.contains("Parse error: ")) {
			return Optional.empty();
		}
		Matcher statement = STATEMENT.matcher(text);
		if (!statement.find() || !(text.contains("PHP ") || text.contains(" on line ") || text.contains("Uncaught"))) {
			return Optional.empty();
		}
		Thrown thrown = Thrown.of(statement.group(1), statement.group(2), at);
		int last = collect(lines, at, thrown, statement.group(3) != null);
		boolean placed = statement.group(3) == null || !isCallWithin(thrown, statement);
		if (statement.group(3) != null && placed) {
			String function = thrown.frames().isEmpty() ? null : thrown.frames().getFirst().function();
			thrown.frames().addFirst(Frame.of(statement.group(3), statement.group(4), function));
		}
		return Optional.of(new Trace("php", at, last, at, Severity.FATAL, true, List.of(shifted(thrown, placed))));
	}

	/**
	 * Whether the first frame is a function of PHP that was called at the very place.
	 * @param thrown what was thrown
	 * @param statement where
	 * @return whether it is
	 */
	private static boolean isCallWithin(Thrown thrown, Matcher statement) {
		return thrown.frames()
			.stream()
			.limit(1)
			.anyMatch((frame) -> statement.group(3).equals(frame.file())
					&& Objects.equals(frame.line(), Frame.number(statement.group(4))));
	}

	private static int collect(List<LogLine> lines, int at, Thrown thrown, boolean placed) {
		int last = at;
		for (int i = at + 1; i < Math.min(lines.size(), at + 60) && i - last <= 3; i++) {
			String text = lines.get(i).stripped();
			Matcher frame = FRAME.matcher(text);
			Matcher end = THROWN.matcher(text);
			if (frame.find()) {
				thrown.frames().add(Frame.of(frame.group(1), frame.group(2), function(frame.group(3))));
				last = i;
			}
			else if (end.find()) {
				if (!placed) {
					thrown.frames().addFirst(Frame.of(end.group(1), end.group(2), null));
				}
				return i;
			}
			else if (text.equals("Stack trace:") || text.startsWith("#") || text.startsWith("Next ")) {
				last = i;
			}
		}
		return last;
	}

	/**
	 * Gives each place the function that it lies in: PHP writes the function called
	 * there.
	 * @param thrown what was thrown
	 * @param placed whether the first frame is the place of the statement
	 * @return the same with the functions one frame further out
	 */
	private static Thrown shifted(Thrown thrown, boolean placed) {
		List<Frame> frames = thrown.frames();
		Thrown shifted = Thrown.of(thrown.type(), thrown.message(), thrown.at());
		for (int i = 0; i < frames.size(); i++) {
			Frame frame = frames.get(i);
			String function = (i == 0 && placed) ? frame.function()
					: (i + 1 < frames.size()) ? frames.get(i + 1).function() : "{main}";
			shifted.frames().add(new Frame(frame.file(), frame.line(), function, frame.own()));
		}
		return shifted;
	}

	private static String function(String call) {
		int arguments = call.indexOf('(');
		return (arguments > 0) ? call.substring(0, arguments) : call;
	}

}
