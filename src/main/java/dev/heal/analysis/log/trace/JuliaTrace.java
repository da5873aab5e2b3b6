package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;

/**
 * Julia: numbered frames, the place of each in the line below it, before version 1.6 in
 * the same line, and last the line of the script that was being run.
 */
final class JuliaTrace extends FrameTraceReader {

	private static final Pattern FRAME = Pattern
		.compile("^\\[\\d+\\] (.+?)(?:\\(.*\\))?(?: at (\\S+\\.jl):(\\d+))?(?: \\[inlined\\])?$");

	private static final Pattern PLACE = Pattern.compile("^@ (?:\\S+ )?(\\S+\\.jl):(\\d+)(?: \\[inlined\\])?$");

	private static final Pattern SCRIPT = Pattern.compile("^in expression starting at (\\S+):(\\d+)$");

	@Override
	String runtime() {
		return "julia";
	}

	@Override
	Optional<Frame> frame(String text) {
		if (!text.startsWith("[") || text.indexOf("] ") < 0) {
			return Optional.empty();
		}
		Matcher frame = FRAME.matcher(text);
		return frame.find() ? Optional.of(Frame.of(frame.group(2), frame.group(3), frame.group(1))) : Optional.empty();
	}

	@Override
	boolean isDetail(String text) {
		return text.startsWith("@ ") || text.equals("Stacktrace:") || text.startsWith("in expression starting at ");
	}

	@Override
	boolean isUncaught(String text) {
		return text.startsWith("ERROR: ");
	}

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		boolean headed = at > 0 && lines.get(at - 1).stripped().equals("Stacktrace:");
		return headed ? super.read(lines, at, floor).map((trace) -> withPlaces(trace, lines, at)) : Optional.empty();
	}

	private Trace withPlaces(Trace trace, List<LogLine> lines, int at) {
		List<Frame> frames = trace.root().frames();
		int index = -1;
		for (LogLine line : lines.subList(at, trace.last() + 1)) {
			Matcher place = PLACE.matcher(line.stripped());
			if (frame(line.stripped()).isPresent()) {
				index++;
			}
			else if (index >= 0 && place.find()) {
				frames.set(index, Frame.of(place.group(1), place.group(2), frames.get(index).function()));
			}
		}
		Matcher script = SCRIPT.matcher(lines.get(trace.last()).stripped());
		if (script.find()) {
			frames.add(Frame.of(script.group(1), script.group(2), null));
		}
		return trace;
	}

}
