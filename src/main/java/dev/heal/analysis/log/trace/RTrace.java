package dev.heal.analysis.log.trace;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.OwnCode;
import dev.heal.analysis.log.words.RuleFile;

/**
 * R: the call that failed, its message, the calls that led to it, the outermost first.
 */
final class RTrace implements TraceReader {

	private static final Pattern ERROR = Pattern
		.compile("^(?:Caused by error in|Error in|Error) ?(.*?)? ?:(?: (.*))?$");

	private static final Pattern GLOBAL = Pattern.compile("^\\d+\\. .*global(?:::| )([\\w.]+)\\(");

	/**
	 * A line of what {@code traceback()} prints.
	 */
	private static final Pattern TRACED = Pattern.compile("^\\d+: ([\\w.]+)\\(");

	private static final Pattern NAME = Pattern.compile("^[A-Za-z][\\w.]*$");

	private static final Set<String> LIBRARY = RuleFile.lines(RTrace.class, "r-functions.txt")
		.stream()
		.flatMap((line) -> Stream.of(line.split(" ")))
		.collect(Collectors.toUnmodifiableSet());

	private static final Pattern WARNING = Pattern.compile("^In .+ :$");

	private static final String NOT_OPEN = "cannot open the connection";

	private static final String CALLS = "Calls: ";

	private static final String HALTED = "Execution halted";

	private static final int REACH = 120;

	private static final int LONGEST = 12;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		if (!lines.get(at).body().startsWith("Error") || !ERROR.matches(lines.get(at).stripped())) {
			return Optional.empty();
		}
		int last = end(lines, at);
		boolean calls = TraceLines.anyMatch(lines, at + 1, last + 1, RTrace::isOfCalls);
		boolean halted = lines.get(last).stripped().equals(HALTED);
		return (calls || halted) ? Optional.of(trace(lines, at, last, halted)) : Optional.empty();
	}

	private static boolean isOfCalls(String text) {
		return text.startsWith(CALLS) || TRACED.matcher(text).find();
	}

	private static int end(List<LogLine> lines, int at) {
		int last = at;
		for (int i = at + 1; i < Math.min(lines.size(), at + REACH) && !lines.get(i).isChatter(); i++) {
			String text = lines.get(i).stripped();
			last = (isOfCalls(text) || lines.get(i).isIndented()) ? i : last;
			if (text.equals(HALTED)) {
				return i;
			}
		}
		return last;
	}

	private static Trace trace(List<LogLine> lines, int at, int last, boolean halted) {
		int error = at;
		for (int i = at; i <= last; i++) {
			error = lines.get(i).body().startsWith("Caused by error") ? i : error;
		}
		Matcher statement = ERROR.matcher(lines.get(error).stripped());
		statement.find();
		StringBuilder message = new StringBuilder((statement.group(2) != null) ? statement.group(2) : "");
		int stated = error;
		for (int i = error + 1; i <= Math.min(last, error + LONGEST) && isMessage(lines.get(i)); i++) {
			stated = message.isEmpty() ? i : stated;
			message.append(message.isEmpty() ? "" : " ").append(lines.get(i).stripped());
		}
		String said = warning(lines, error, last).filter((_) -> NOT_OPEN.contentEquals(message))
			.orElse(message.toString());
		Thrown thrown = Thrown.of(null, said, stated);
		addFrames(thrown, lines, at, last);
		if (thrown.frames().isEmpty() && !statement.group(1).isEmpty()) {
			thrown.frames().add(frame(function(statement.group(1))));
		}
		return new Trace("r", at, last, stated, Severity.FATAL, halted, List.of(thrown));
	}

	/**
	 * Looks for what R warned of before it failed: the name of a file and why it cannot
	 * be opened stand only there.
	 * @param lines the passage
	 * @param error the index of the error
	 * @param last the index of the last line
	 * @return the warning
	 */
	private static Optional<String> warning(List<LogLine> lines, int error, int last) {
		return IntStream.range(error + 1, last)
			.filter((at) -> WARNING.matches(lines.get(at).stripped()))
			.mapToObj((at) -> lines.get(at + 1).stripped())
			.findFirst();
	}

	/**
	 * Whether a line goes on with the message: those of R are set in, those of rlang have
	 * marks.
	 * @param line the line
	 * @return whether it does
	 */
	private static boolean isMessage(LogLine line) {
		return !line.stripped().startsWith(CALLS) && (line.isIndented() || line.body().startsWith("! "));
	}

	private static void addFrames(Thrown thrown, List<LogLine> lines, int at, int last) {
		for (int i = at; i <= last; i++) {
			String text = lines.get(i).stripped();
			Matcher global = GLOBAL.matcher(text);
			Matcher traced = TRACED.matcher(text);
			if (text.startsWith(CALLS)) {
				List<String> calls = Arrays.asList(text.substring(CALLS.length()).split(" -> | \\.\\.\\. "));
				Collections.reverse(calls);
				calls.forEach((call) -> thrown.frames().add(frame(call)));
			}
			else if (traced.find()) {
				thrown.frames().add(frame(traced.group(1)));
			}
			else if (global.find()) {
				thrown.frames().addFirst(new Frame(null, null, global.group(1), true));
			}
		}
	}

	/**
	 * Reads a call; that of a program's own function is a plain name, without a package.
	 * @param function what is called
	 * @return the frame
	 */
	private static Frame frame(String function) {
		boolean own = NAME.matches(function) && !LIBRARY.contains(function) && OwnCode.isOwn(null, function);
		return new Frame(null, null, function, own);
	}

	private static String function(String call) {
		String name = call.replace("`", "");
		int arguments = name.indexOf('(');
		return ((arguments > 0) ? name.substring(0, arguments) : name).strip();
	}

}
