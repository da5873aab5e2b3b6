package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * Ruby: the innermost frame and the error share the first line when nobody caught it.
 */
final class RubyTrace extends FrameTraceReader {

	private static final Pattern UNCAUGHT = Pattern
		.compile("^(\\S+?):(\\d+):(?:in [`'](.+?)': )?(.*?)\\(([A-Z]\\w*(?:::\\w+)*)\\)$");

	private static final Pattern OPEN = Pattern.compile("^(\\S+?\\.\\w+):(\\d+):in [`'](.+?)': (.*)$");

	private static final Pattern FRAME = Pattern
		.compile("^(?:\\[\\d+\\] )?(?:\\d+: )?(?:from )?(\\S+?):(\\d+):in [`'](.+)'$");

	private static final Pattern NO_FUNCTION = Pattern.compile("^from (\\S+?):(\\d+)$");

	/**
	 * How far below its statement the frames of an error may begin.
	 */
	private static final int HINTS = 7;

	@Override
	String runtime() {
		return "ruby";
	}

	@Override
	Optional<Frame> frame(String text) {
		int place = text.indexOf(":in ");
		if (place < 0 && !text.startsWith("from ")) {
			return Optional.empty();
		}
		Matcher matcher = FRAME.matcher(text);
		if (matcher.find()) {
			return Optional.of(Frame.of(matcher.group(1), matcher.group(2), function(matcher.group(3))));
		}
		Matcher other = NO_FUNCTION.matcher(text);
		return other.find() ? Optional.of(Frame.of(other.group(1), other.group(2), null)) : Optional.empty();
	}

	@Override
	Optional<Thrown> head(String text, int at) {
		Matcher uncaught = UNCAUGHT.matcher(text);
		if (uncaught.find()) {
			Thrown thrown = Thrown.of(uncaught.group(5), uncaught.group(4).strip(), at);
			thrown.frames().add(place(uncaught));
			return Optional.of(thrown);
		}
		Matcher open = OPEN.matcher(text);
		if (open.find()) {
			Thrown thrown = Thrown.of(null, open.group(4).strip(), at);
			thrown.frames().add(place(open));
			return Optional.of(thrown);
		}
		return Thrown.parse(text, at);
	}

	@Override
	Optional<Thrown> cause(String text, int at) {
		return UNCAUGHT.matches(text) ? head(text, at) : Optional.empty();
	}

	private static Frame place(Matcher matcher) {
		String function = matcher.group(3);
		return Frame.of(matcher.group(1), matcher.group(2), (function != null) ? function(function) : null);
	}

	@Override
	boolean isDetail(String text) {
		return text.startsWith("... ") && text.contains("levels");
	}

	@Override
	boolean isUncaught(String text) {
		return (text.contains(":in ") && UNCAUGHT.matches(text)) || text.startsWith("bundler: failed to load");
	}

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		boolean lonely = text.endsWith("Error)") && text.contains(":in ") && UNCAUGHT.matches(text)
				&& !isFollowedByFrames(lines, at);
		Optional<Trace> trace = lonely
				? head(text, at).map((head) -> new Trace(runtime(), at, at, at, Severity.NONE, true, List.of(head)))
				: super.read(lines, at, floor);
		trace.map(Trace::root).map(Thrown::frames).ifPresent((frames) -> {
			while (beginsInRuntime(frames)) {
				frames.removeFirst();
			}
		});
		return trace;
	}

	/**
	 * Whether frames follow, perhaps behind the faulty code and what may have been meant.
	 * @param lines the passage
	 * @param at the index of a statement
	 * @return whether they do
	 */
	private boolean isFollowedByFrames(List<LogLine> lines, int at) {
		return lines.subList(at + 1, Math.min(lines.size(), at + HINTS))
			.stream()
			.map(LogLine::stripped)
			.takeWhile((text) -> !UNCAUGHT.matches(text))
			.anyMatch((text) -> frame(text).isPresent());
	}

	/**
	 * Whether the first frame is a method of the runtime, which has the place of its
	 * caller.
	 * @param frames the frames
	 * @return whether it is
	 */
	private static boolean beginsInRuntime(List<Frame> frames) {
		if (frames.size() < 2) {
			return false;
		}
		Frame first = frames.getFirst();
		Frame second = frames.get(1);
		String function = first.function();
		return function != null && !function.startsWith("<") && !function.equals(second.function())
				&& Objects.equals(first.file(), second.file()) && Objects.equals(first.line(), second.line());
	}

	private static String function(String name) {
		int block = name.lastIndexOf(" in ");
		return (block > 0) ? name.substring(block + 4) : name;
	}

}
