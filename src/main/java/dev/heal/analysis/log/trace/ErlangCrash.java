package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * Erlang: reports of processes that ended, with the reason as a term.
 */
final class ErlangCrash implements TraceReader {

	private static final Pattern PLACE = Pattern
		.compile("\\{'?(\\w+)'?,'?([\\w/@-]+?)'?,(\\d+|\\[[^\\]]*\\]),\\[\\{file,\"([^\"]+)\"\\},\\{line,(\\d+)\\}");

	private static final Pattern CALL = Pattern
		.compile("in (?:function|call from) +(\\S+?)/\\d+ \\(([^(),]+\\.erl), line (\\d+)\\)");

	private static final Pattern REASON = Pattern.compile("^(?:\\*\\* |reason: )?\\{*(?:error,)?\\{?'?(\\w+)'?");

	private static final int REACH = 60;

	private static final int TERM = 400;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		boolean reason = text.startsWith("** Reason for termination") || text.startsWith("** When handler state");
		boolean unstarted = text.startsWith("reason: {") && at > floor
				&& lines.get(at - 1).stripped().equals("errorContext: start_error");
		boolean report = !text.contains("shutdown") && (text.startsWith("exception error: ")
				|| text.startsWith("exception exit: ") || text.startsWith("{\"init terminating in do_boot\"")
				|| text.contains("Error in process <") || text.startsWith("escript: exception"));
		if (!(reason || report || unstarted) || at + 1 >= lines.size()) {
			return Optional.empty();
		}
		return Optional.of(trace(lines, at, reason ? at + 1 : at, floor));
	}

	private static Trace trace(List<LogLine> lines, int at, int error, int floor) {
		StringBuilder term = new StringBuilder();
		int last = error;
		for (int i = error; i < Math.min(lines.size(), error + REACH) && !isEnd(lines, error, i); i++) {
			term.append(lines.get(i).stripped());
			last = i;
		}
		Thrown thrown = Thrown.of(reason(lines.get(error).stripped()), term.substring(0, Math.min(term.length(), TERM)),
				error);
		Matcher call = CALL.matcher(term);
		while (call.find()) {
			thrown.frames().add(Frame.of(call.group(2), call.group(3), call.group(1)));
		}
		Matcher place = PLACE.matcher(term);
		while (place.find()) {
			thrown.frames().add(Frame.of(place.group(4), place.group(5), place.group(1) + ":" + place.group(2)));
		}
		int first = at;
		while (first > floor && lines.get(first - 1).stripped().startsWith("** ")) {
			first--;
		}
		return new Trace("erlang", first, last, error, Severity.ERROR, true, List.of(thrown));
	}

	private static boolean isEnd(List<LogLine> lines, int error, int i) {
		LogLine line = lines.get(i);
		return i > error
				&& (line.isBlank() || line.stripped().startsWith("=") || line.stripped().startsWith("offender:")
						|| (line.isChatter() && !prefix(line).equals(prefix(lines.get(error)))));
	}

	/**
	 * What stands before the message: the lines of one report all begin with it.
	 * @param line the line
	 * @return its prefix
	 */
	private static String prefix(LogLine line) {
		return line.text().substring(0, line.text().length() - line.body().length()).stripTrailing();
	}

	private static String reason(String text) {
		String statement = text.replaceFirst("^(escript: )?exception (error|exit): ", "");
		Matcher matcher = REASON.matcher(statement);
		return matcher.find() ? matcher.group(1) : statement;
	}

}
