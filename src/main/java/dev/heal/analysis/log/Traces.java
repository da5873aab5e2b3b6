package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the traces of a passage.
 */
final class Traces {

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

	static List<Trace> find(List<LogLine> lines) {
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

	/**
	 * Returns the record that a trace was logged with: the line that states the error, or
	 * the one before it, when a logging library wrote it as a warning or worse.
	 * @param lines the passage
	 * @param head the index of the line that states the error
	 * @param floor the index of the first line that belongs to no earlier trace
	 * @return the index of the record, {@code head} when there is none
	 */
	static int record(List<LogLine> lines, int head, int floor) {
		if (lines.get(head).record() && !lines.get(head).inner()) {
			return head;
		}
		int above = head - 1;
		while (above >= floor && above > head - 3 && lines.get(above).isBlank()) {
			above--;
		}
		if (!lines.get(head).inner() && lines.get(head).isIndented()) {
			int under = above;
			while (under > floor && under > head - 4 && isContinuation(lines.get(under))) {
				under--;
			}
			if (under < above && under >= floor && !lines.get(under).isIndented() && isLogged(lines.get(under))) {
				return under;
			}
		}
		if (lines.get(head).inner()) {
			while (above > floor && lines.get(above).inner() && lines.get(above).number() == lines.get(head).number()) {
				above--;
			}
		}
		boolean logged = above >= floor && lines.get(above).record()
				&& (isLogged(lines.get(above)) || lines.get(above).number() == lines.get(head).number());
		return logged ? above : head;
	}

	private static boolean isContinuation(LogLine line) {
		return line.isIndented() && !line.record() && !line.inner();
	}

	private static boolean isLogged(LogLine line) {
		return line.severity().compareTo(Severity.WARN) >= 0;
	}

	static boolean anyMatch(List<LogLine> lines, int from, int to, Predicate<String> test) {
		return lines.subList(Math.max(0, from), Math.min(lines.size(), to))
			.stream()
			.anyMatch((line) -> test.test(line.stripped()));
	}

}
