package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * Python: the error comes last, and so does the innermost frame.
 */
final class PythonTrace implements TraceReader {

	private static final String HEADER = "Traceback (most recent call last)";

	/**
	 * A frame, also as it stands in a box, and as a notebook writes it.
	 */
	private static final Pattern FRAME = Pattern.compile("^(?:[|+ ]*)(?:File \"([^\"]+)\", line (\\d+)(?:,? in (.+))?"
			+ "|(?:File )?([^\\s:\"]+\\.py):(\\d+),? in ([^\\s(]+)(?:\\(.*\\))?)$");

	/**
	 * A line of source code with its number, marked as the one that was executed.
	 */
	private static final Pattern EXECUTED = Pattern.compile("^-*> ?\\d+ ");

	private static final Pattern ERROR = Pattern
		.compile("^(?:[|+ ]*)((?:[A-Za-z_][\\w]*\\.)*[A-Za-z_]\\w*)(?:: (.*)|:)?$");

	/**
	 * The outermost functions of a program and of a module that is run as one.
	 */
	private static final Set<String> PROGRAM = Set.of("<module>", "_run_module_as_main");

	private static final int REACH = 5000;

	private static final int LINKS = 4;

	private static final int FOREIGN = 2;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		if (text.startsWith("Fatal Python error: ")) {
			return Optional.of(fatal(lines, at));
		}
		if (!isHeader(text) && !(text.startsWith("File \"") && FRAME.matches(text))) {
			return Optional.empty();
		}
		return Optional.of(chained(lines, at, floor));
	}

	private static boolean isHeader(String text) {
		return text.endsWith(HEADER) || text.endsWith(HEADER + ":")
				|| (text.startsWith("╭") && text.contains("(most recent call last)"));
	}

	private Trace chained(List<LogLine> lines, int at, int floor) {
		List<Thrown> chain = new ArrayList<>();
		Thrown earlier = null;
		int last = at;
		int link = at;
		int header = at;
		while (header >= 0) {
			Thrown thrown = one(lines, header);
			boolean caused = earlier != null && (isDirectCause(lines.get(link)) || repeats(thrown, earlier));
			chain.add(caused ? chain.size() : 0, thrown);
			earlier = thrown;
			last = (thrown.type() != null) ? endOfMessage(lines, thrown.at()) : thrown.at();
			link = link(lines, last);
			header = (link > 0) ? nextHeader(lines, link) : -1;
		}
		return trace(lines, at, floor, last, chain);
	}

	private static boolean isDirectCause(LogLine link) {
		return link.stripped().contains("direct cause");
	}

	/**
	 * Whether an error only wraps the one that was being handled.
	 * @param thrown the error
	 * @param earlier the one before it
	 * @return whether it repeats what that one says
	 */
	private static boolean repeats(Thrown thrown, Thrown earlier) {
		return !earlier.message().isBlank() && thrown.message().contains(earlier.message());
	}

	private static Trace trace(List<LogLine> lines, int at, int floor, int last, List<Thrown> chain) {
		int error = chain.stream().mapToInt(Thrown::at).max().orElse(at);
		int record = isUncaught(lines, last, chain) ? at : TraceLines.record(lines, at, floor);
		Severity severity = (record < at) ? lines.get(record).severity() : Severity.NONE;
		boolean thread = at > floor && lines.get(at - 1).stripped().startsWith("Exception in thread ");
		int first = thread ? at - 1 : (severity.compareTo(Severity.WARN) >= 0) ? record : at;
		if (record < at && severity.isError() && chain.size() == 1 && chain.getFirst().type() == null) {
			Thrown told = new Thrown(null, lines.get(record).body(), record, chain.getFirst().frames());
			return new Trace("python", record, last, record, severity, false, List.of(told));
		}
		return new Trace("python", first, last, error, thread ? Severity.NONE : severity, thread, chain);
	}

	/**
	 * Whether nothing follows a traceback that goes down to the program itself, as one
	 * that was logged seldom does.
	 * @param lines the passage
	 * @param last the index of its last line
	 * @param chain what was thrown
	 * @return whether it is
	 */
	private static boolean isUncaught(List<LogLine> lines, int last, List<Thrown> chain) {
		return last + 1 >= lines.size() && !lines.get(last).inner()
				&& chain.stream()
					.flatMap((thrown) -> thrown.frames().reversed().stream().limit(1))
					.anyMatch((frame) -> PROGRAM.contains(frame.function()));
	}

	private static Frame frame(Matcher frame) {
		return (frame.group(1) != null) ? Frame.of(frame.group(1), frame.group(2), frame.group(3))
				: Frame.of(frame.group(4), frame.group(5), frame.group(6));
	}

	/**
	 * Reads one traceback.
	 * @param lines the passage
	 * @param at the index of its first line
	 * @return what was thrown; without a type where the traceback breaks off, at its last
	 * line
	 */
	private static Thrown one(List<LogLine> lines, int at) {
		List<Frame> frames = new ArrayList<>();
		int last = at;
		int foreign = 0;
		int limit = Math.min(lines.size(), at + REACH);
		for (int i = at; i < limit; i++) {
			LogLine line = lines.get(i);
			String content = content(line);
			String text = content.strip();
			boolean indented = !content.isEmpty() && Character.isWhitespace(content.charAt(0));
			Matcher frame = FRAME.matcher(text);
			if ((text.contains("File \"") || text.contains(".py:")) && frame.find()) {
				frames.addFirst(frame(frame));
			}
			else if (i > at && !line.isChatter() && !indented && ERROR.matches(text) && !frames.isEmpty()) {
				return thrown(text, i, frames);
			}
			else if (i > at && !line.isChatter() && !indented && !text.isEmpty() && !text.startsWith("╰")
					&& !EXECUTED.matcher(text).find() && ++foreign > FOREIGN) {
				break;
			}
			last = line.isChatter() ? last : i;
		}
		return new Thrown(null, lines.get(last).stripped(), last, frames);
	}

	/**
	 * Returns a line without the bar at which the parts of an exception group hang.
	 * @param line the line
	 * @return what it says
	 */
	private static String content(LogLine line) {
		String text = line.stripped();
		return text.startsWith("| ") ? text.substring(2) : text.startsWith("│") ? boxed(text) : line.body();
	}

	/**
	 * Returns a line out of the frame that is drawn around a traceback; source lines in
	 * it are indented.
	 * @param text the line
	 * @return what it says
	 */
	private static String boxed(String text) {
		String inside = text.substring(1, text.endsWith("│") ? text.length() - 1 : text.length()).strip();
		return FRAME.matches(inside) ? inside : " " + inside;
	}

	private static Thrown thrown(String text, int at, List<Frame> frames) {
		Matcher error = ERROR.matcher(text);
		error.find();
		String message = error.group(2);
		return new Thrown(error.group(1), (message != null) ? message : "", at, frames);
	}

	private static int endOfMessage(List<LogLine> lines, int error) {
		int last = error;
		while (last + 1 < lines.size() && last < error + 12
				&& continues(lines.get(last + 1), lines.get(error), lines.get(Math.min(last + 2, lines.size() - 1)))) {
			last++;
		}
		return last;
	}

	private static boolean continues(LogLine line, LogLine error, LogLine next) {
		return !line.isChatter() && !line.record() && !line.isBlank() && !line.stripped().startsWith("+-")
				&& line.number() >= error.number() && (line.isIndented() || (next.isIndented() && !next.record()));
	}

	private static int link(List<LogLine> lines, int last) {
		for (int i = last + 1; i < Math.min(lines.size(), last + LINKS); i++) {
			String text = lines.get(i).stripped();
			if (text.contains("direct cause of the following exception") || text.contains("another exception occurred")
					|| text.startsWith("+-+--") || text.startsWith("+-+--")) {
				return i;
			}
		}
		return -1;
	}

	private static int nextHeader(List<LogLine> lines, int link) {
		for (int i = link + 1; i < Math.min(lines.size(), link + LINKS); i++) {
			if (isHeader(lines.get(i).stripped())) {
				return i;
			}
		}
		return -1;
	}

	private static Trace fatal(List<LogLine> lines, int at) {
		Thrown thrown = Thrown.of(null, lines.get(at).stripped().substring(20), at);
		int last = at;
		for (int i = at + 1; i < Math.min(lines.size(), at + 80); i++) {
			Matcher frame = FRAME.matcher(lines.get(i).stripped());
			if (frame.find()) {
				thrown.frames().add(frame(frame));
				last = i;
			}
			else if (!lines.get(i).isBlank() && !lines.get(i).isChatter()
					&& !lines.get(i).stripped().contains("hread")) {
				break;
			}
		}
		return new Trace("python", at, last, at, Severity.FATAL, true, List.of(thrown));
	}

}
