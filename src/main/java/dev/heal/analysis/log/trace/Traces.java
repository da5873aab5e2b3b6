package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.heal.analysis.log.line.LogLine;

/**
 * Finds the traces of a passage.
 */
public final class Traces {

	/**
	 * The runtimes, the most distinctive first.
	 */
	private static final List<TraceReader> READERS = Stream
		.concat(Stream.of(new SpringFailure(), new JavaDeadlock(), new JvmFatalError(), new GoPanic(), new RustPanic(),
				new ChainedError(), new PhpTrace(), new PhpConsole(), new NativeCrash(), new ErlangCrash(),
				new TclTrace(), new RTrace(), new PythonTrace(), new JuliaTrace(), new JavaTrace(), new NodeTrace(),
				new DotNetTrace(), new RubyTrace()), Stream.concat(SyntaxTrace.ALL.stream(), Stream.of(new AnyTrace())))
		.toList();

	private static final int NEXT = 3;

	private Traces() {
	}

	public static List<Trace> find(List<LogLine> lines) {
		List<Trace> traces = new ArrayList<>();
		int floor = 0;
		for (int at = 0; at < lines.size(); at++) {
			Optional<Trace> trace = read(lines, at, floor);
			if (trace.isPresent() && goesOn(trace.get(), traces)) {
				traces.add(traces.removeLast().withLast(trace.get().last()));
			}
			else if (trace.isPresent()) {
				traces.add(trace.get());
			}
			if (trace.isPresent()) {
				at = Math.max(at, trace.get().last());
				floor = at + 1;
			}
		}
		return traces;
	}

	/**
	 * Whether a trace is only the frames of another kind of what was thrown right before,
	 * as where a library of one language is called from another.
	 * @param trace the trace
	 * @param before those before it
	 * @return whether it states nothing of its own
	 */
	private static boolean goesOn(Trace trace, List<Trace> before) {
		return !before.isEmpty() && AnyTrace.isHeading(trace.root().message())
				&& trace.first() - before.getLast().last() <= NEXT;
	}

	private static Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		if (lines.get(at).isBlank()) {
			return Optional.empty();
		}
		return READERS.stream().flatMap((reader) -> reader.read(lines, at, floor).stream()).findFirst();
	}

}
