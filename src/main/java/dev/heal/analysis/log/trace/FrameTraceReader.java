package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * Traces that state the error first, then list frames, the innermost first: most
 * runtimes' way. It is found by its first frame; what was thrown is looked for above.
 */
abstract class FrameTraceReader implements TraceReader {

	private static final int HEAD_REACH = 30;

	private static final int PATIENCE = 7;

	abstract String runtime();

	/**
	 * Reads a frame.
	 * @param text the line, stripped
	 * @return the frame, empty when it is none
	 */
	abstract Optional<Frame> frame(String text);

	/**
	 * Reads the line that begins the trace of a nested exception.
	 * @param text the line, stripped
	 * @param at its index
	 * @return what was thrown, empty when it is no such line
	 */
	Optional<Thrown> cause(String text, int at) {
		return Optional.empty();
	}

	/**
	 * Whether what a nested trace is of wraps the one above, rather than that it is the
	 * cause of it.
	 * @param text the line that begins the nested trace, stripped
	 * @return whether it does
	 */
	boolean wraps(String text) {
		return false;
	}

	/**
	 * Reads the line that states what was thrown.
	 * @param text the line, stripped
	 * @param at its index
	 * @return what was thrown, empty when it is no such line
	 */
	Optional<Thrown> head(String text, int at) {
		return Thrown.parse(text, at);
	}

	/**
	 * Whether the line belongs to a trace, though it is no frame.
	 * @param text the line, stripped
	 * @return whether it does
	 */
	boolean isDetail(String text) {
		return false;
	}

	/**
	 * Whether the runtime says that nobody caught it.
	 * @param text a line of the trace or next to it, stripped
	 * @return whether it does
	 */
	abstract boolean isUncaught(String text);

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		return frame(lines.get(at).stripped()).map((frame) -> assemble(lines, at, floor));
	}

	private Trace assemble(List<LogLine> lines, int at, int floor) {
		Thrown head = findHead(lines, at, floor);
		List<Thrown> chain = new ArrayList<>(List.of(head));
		int last = collect(lines, at, chain);
		int record = TraceLines.record(lines, head.at(), floor);
		int first = Math.min(top(lines, head.at(), floor), record);
		Severity severity = (record < head.at() || lines.get(record).record()) ? lines.get(record).severity()
				: Severity.NONE;
		boolean uncaught = TraceLines.anyMatch(lines, Math.max(floor, first - 1), last + 1, this::isUncaught);
		Collections.reverse(chain);
		return new Trace(runtime(), first, last, chain.getFirst().at(), severity, uncaught, chain);
	}

	/**
	 * Returns the line that the statement of the error begins with, when that is further
	 * up.
	 * @param lines the passage
	 * @param head the index of the line that states the innermost error
	 * @param floor the index of the first line that belongs to no earlier trace
	 * @return the index
	 */
	int top(List<LogLine> lines, int head, int floor) {
		return head;
	}

	private Thrown findHead(List<LogLine> lines, int at, int floor) {
		int lowest = Math.max(floor, at - HEAD_REACH);
		for (int i = at - 1; i >= lowest; i--) {
			LogLine line = lines.get(i);
			Optional<Thrown> head = head(line.stripped(), i);
			if (head.isPresent() && !(line.isChatter() && line.severity().isHarmless() && i < at - 1)) {
				return isPartOf(lines, i, lowest) ? head(lines.get(i - 1).stripped(), i - 1).orElse(head.get())
						: head.get();
			}
			if (line.isChatter()) {
				Optional<Thrown> above = (i > floor) ? head(lines.get(i - 1).stripped(), i - 1) : Optional.empty();
				boolean anotherThread = line.severity().isHarmless() && i > floor && !lines.get(i - 1).record();
				if (above.isPresent() && (anotherThread || line.severity() == lines.get(i - 1).severity())) {
					return above.get();
				}
				break;
			}
		}
		int stated = at - 1;
		while (stated > lowest && (lines.get(stated).isBlank() || lines.get(stated).isIndented()
				|| isDetail(lines.get(stated).stripped()))) {
			stated--;
		}
		if (stated >= lowest && !lines.get(stated).isBlank()) {
			return Thrown.of(null, lines.get(stated).stripped(), stated);
		}
		return Thrown.of(null, lines.get(at).stripped(), at);
	}

	/**
	 * Whether a line only goes on with the message of an error that the one above states.
	 * @param lines the passage
	 * @param at the index of the line
	 * @param lowest the index of the first line that may belong to the trace
	 * @return whether it does
	 */
	private static boolean isPartOf(List<LogLine> lines, int at, int lowest) {
		return at > lowest && lines.get(at).isIndented() && !lines.get(at - 1).isIndented()
				&& !lines.get(at - 1).isChatter();
	}

	private int collect(List<LogLine> lines, int at, List<Thrown> chain) {
		int last = at;
		int missed = 0;
		Thrown current = chain.getLast();
		for (int i = at; i < lines.size() && missed <= PATIENCE && sameRecord(lines, at, i); i++) {
			String text = lines.get(i).stripped();
			Optional<Frame> frame = frame(text);
			Optional<Thrown> cause = frame.isPresent() ? Optional.empty() : cause(text, i);
			if (frame.isPresent()) {
				current.frames().add(frame.get());
			}
			if (cause.isPresent()) {
				current = cause.get();
				chain.add(wraps(text) ? 0 : chain.size(), current);
			}
			if (frame.isPresent() || cause.isPresent() || isDetail(text)) {
				last = i;
				missed = 0;
			}
			else if (isUncaught(text)) {
				break;
			}
			else {
				missed += (lines.get(i).isBlank() || lines.get(i).isChatter()) ? 2 : 1;
				if (head(text, i).isPresent() && !text.isEmpty() && !lines.get(i).isIndented()) {
					break;
				}
			}
		}
		return last;
	}

	private static boolean sameRecord(List<LogLine> lines, int at, int i) {
		return !lines.get(at).inner() || lines.get(i).number() == lines.get(at).number();
	}

}
