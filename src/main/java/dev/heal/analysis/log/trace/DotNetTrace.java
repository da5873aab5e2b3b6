package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;

/**
 * .NET: inner exceptions are stated before the frames, the innermost last.
 */
final class DotNetTrace extends FrameTraceReader {

	private static final Pattern FRAME = Pattern.compile(
			"^at (?:\\(wrapper [\\w-]+\\) )?([\\w.`<>$|+\\[\\],&;:/-]+(?: ?<[^(]*>)?) ?\\(([^)]*)\\)(?: \\[0x[0-9a-f]+\\])?(?: in (?:<[0-9a-f#]+>|(.+?)):(?:line )?(\\d+))?$");

	private static final String PARAMETER = "Parameter name: ";

	private static final int OUTER = 6;

	@Override
	String runtime() {
		return "dotnet";
	}

	@Override
	Optional<Frame> frame(String text) {
		if (!text.startsWith("at ")) {
			return Optional.empty();
		}
		Matcher matcher = FRAME.matcher(text);
		return matcher.find() ? Optional.of(Frame.of(matcher.group(3), matcher.group(4), matcher.group(1)))
				: Optional.empty();
	}

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		return super.read(lines, at, floor).map((trace) -> withOuter(trace, lines));
	}

	/**
	 * Adds the outer exceptions, the outermost last; the frames are those of all.
	 * @param trace the trace
	 * @param lines the passage
	 * @return the trace with them
	 */
	private static Trace withOuter(Trace trace, List<LogLine> lines) {
		List<Thrown> chain = new ArrayList<>(trace.chain());
		chain.set(0, withParameter(chain.getFirst(), lines));
		for (int i = trace.error() - 1; i >= trace.first(); i--) {
			Thrown.parse(lines.get(i).stripped(), i).ifPresent(chain::add);
		}
		return new Trace(trace.runtime(), trace.first(), trace.last(), trace.error(), trace.severity(),
				trace.uncaught(), chain);
	}

	/**
	 * Puts the name of the parameter, which older versions write on the next line, where
	 * newer ones do.
	 * @param root what was thrown
	 * @param lines the passage
	 * @return the same with the parameter in its message
	 */
	private static Thrown withParameter(Thrown root, List<LogLine> lines) {
		String next = (root.at() + 1 < lines.size()) ? lines.get(root.at() + 1).stripped() : "";
		return !next.startsWith(PARAMETER) ? root
				: new Thrown(root.type(),
						"%s (Parameter '%s')".formatted(root.message(), next.substring(PARAMETER.length())), root.at(),
						root.frames());
	}

	@Override
	boolean isDetail(String text) {
		return text.startsWith("--- End of ");
	}

	@Override
	boolean isUncaught(String text) {
		return text.regionMatches(true, 0, "Unhandled exception", 0, 19) || text.startsWith("FATAL UNHANDLED")
				|| text.startsWith("Process terminated. ");
	}

	@Override
	int top(List<LogLine> lines, int head, int floor) {
		int top = head;
		for (int i = head; i > Math.max(floor, head - OUTER) && lines.get(i).stripped().startsWith("--->"); i--) {
			top = i - 1;
		}
		return top;
	}

}
