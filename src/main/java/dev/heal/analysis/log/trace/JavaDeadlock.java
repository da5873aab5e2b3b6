package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * A deadlock that the Java virtual machine found when it was asked for its threads.
 */
final class JavaDeadlock implements TraceReader {

	private static final int REACH = 200;

	private final JavaTrace java = new JavaTrace();

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		if (!text.startsWith("Found ") || !text.contains("Java-level deadlock")) {
			return Optional.empty();
		}
		Thrown thrown = Thrown.of(null, "Java-level deadlock", at);
		int last = at;
		for (int i = at + 1; i < Math.min(lines.size(), at + REACH); i++) {
			Optional<Frame> frame = this.java.frame(lines.get(i).stripped());
			frame.ifPresent(thrown.frames()::add);
			last = frame.isPresent() ? i : last;
			if (lines.get(i).stripped().startsWith("Found ")) {
				last = i;
				break;
			}
		}
		return Optional.of(new Trace("java", at, last, at, Severity.FATAL, true, List.of(thrown)));
	}

}
