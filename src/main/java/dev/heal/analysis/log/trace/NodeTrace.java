package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Families;

/**
 * JavaScript and TypeScript: Node, Deno, Bun.
 */
final class NodeTrace extends FrameTraceReader {

	private static final Pattern FRAME = Pattern.compile(
			"^at (?:async )?(?:new )?(?:(.+?) \\()?((?:[a-z]+:)*[^\\s():]*|native|<anonymous>):(\\d+)(?::\\d+)?\\)?(?: \\{)?$");

	private static final Pattern SNIPPET = Pattern.compile("^((?:file://|node:|\\./|/)[^\\s:]*):(\\d+)$");

	private static final Pattern HEAD = Pattern
		.compile("^error: (?:Uncaught (?:\\(in promise\\) )?)?(?:([A-Z]\\w*): )?(.+)$");

	private static final Pattern CODE = Pattern.compile("^code: ['\"]([A-Z][A-Z0-9_]+)['\"],?$");

	private static final String CAUSED_BY = "Caused by: ";

	@Override
	String runtime() {
		return "node";
	}

	@Override
	Optional<Frame> frame(String text) {
		if (!text.startsWith("at ")) {
			return Optional.empty();
		}
		Matcher matcher = FRAME.matcher(text);
		if (!matcher.find()) {
			return (text.endsWith(" (<anonymous>)") || text.endsWith(" (native)"))
					? Optional.of(new Frame(null, null, text.substring(3, text.lastIndexOf(" (")), false))
					: Optional.empty();
		}
		return Optional.of(Frame.of(withoutScheme(matcher.group(2)), matcher.group(3), function(matcher.group(1))));
	}

	@Override
	Optional<Thrown> head(String text, int at) {
		Matcher head = HEAD.matcher(text);
		return (text.startsWith("error: ") && head.find()) ? Optional.of(Thrown.of(head.group(1), head.group(2), at))
				: super.head(text, at);
	}

	@Override
	Optional<Thrown> cause(String text, int at) {
		if (text.startsWith("[cause]: ") || text.regionMatches(true, 0, CAUSED_BY, 0, CAUSED_BY.length())) {
			String statement = text.substring(text.indexOf(": ") + 2);
			return Thrown.parse(statement, at).or(() -> Optional.of(Thrown.of(null, statement, at)));
		}
		return Optional.empty();
	}

	@Override
	boolean isDetail(String text) {
		return text.startsWith("Node.js v") || "}".equals(text) || "]".equals(text) || text.startsWith("... ")
				|| text.matches("'?[a-z][\\w-]*'?: .{0,200},?") || text.startsWith("Bun v");
	}

	@Override
	boolean isUncaught(String text) {
		return text.startsWith("Node.js v") || text.startsWith("throw ") || text.contains("Uncaught")
				|| text.startsWith("Bun v") || text.contains("triggerUncaughtException");
	}

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		return super.read(lines, at, floor).map((trace) -> withSnippet(withCode(trace, lines), lines, floor));
	}

	/**
	 * Adds the code of a system error, which stands among the properties of the error, to
	 * a message that does not tell.
	 * @param trace the trace
	 * @param lines the passage
	 * @return the trace with the code in the message of its root cause
	 */
	private static Trace withCode(Trace trace, List<LogLine> lines) {
		Thrown root = trace.root();
		Optional<String> code = lines.subList(trace.error(), trace.last() + 1)
			.stream()
			.map((line) -> CODE.matcher(line.stripped()))
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.findFirst()
			.filter((name) -> !root.statement().contains(name));
		if (code.isEmpty() || Families.ofException(root.statement()).isPresent()) {
			return trace;
		}
		List<Thrown> chain = new ArrayList<>(trace.chain());
		chain.set(0, new Thrown(root.type(), root.message() + " [" + code.get() + "]", root.at(), root.frames()));
		return new Trace(trace.runtime(), trace.first(), trace.last(), trace.error(), trace.severity(),
				trace.uncaught(), chain);
	}

	/**
	 * Adds the place and the source line that Node prints above an uncaught error.
	 * @param trace the trace
	 * @param lines the passage
	 * @param floor the index of the first line that belongs to no earlier trace
	 * @return the trace with its snippet
	 */
	private Trace withSnippet(Trace trace, List<LogLine> lines, int floor) {
		for (int i = trace.first() - 1; i >= Math.max(floor, trace.first() - 8); i--) {
			Matcher place = SNIPPET.matcher(lines.get(i).stripped());
			if (place.find()) {
				addPlace(trace, place);
				return new Trace(runtime(), i, trace.last(), trace.error(), Severity.NONE, true, trace.chain());
			}
			if (lines.get(i).isChatter()) {
				return trace;
			}
		}
		return trace;
	}

	/**
	 * Adds the place to the frames: a file that cannot be parsed has none of its own,
	 * those are of what loads it.
	 * @param trace the trace
	 * @param place the place
	 */
	private static void addPlace(Trace trace, Matcher place) {
		Frame frame = Frame.of(withoutScheme(place.group(1)), place.group(2), null);
		if (frame.own() && "SyntaxError".equals(trace.root().type())) {
			trace.root().frames().addFirst(frame);
		}
		else if (frame.own() && trace.ownFrame().isEmpty()) {
			trace.chain().getLast().frames().add(frame);
		}
	}

	private static String withoutScheme(String file) {
		return file.startsWith("file://") ? file.substring(7) : file;
	}

	private static @Nullable String function(@Nullable String name) {
		if (name == null || name.contains("<anonymous>")) {
			return null;
		}
		int alias = name.indexOf(" [as ");
		return (alias > 0) ? name.substring(0, alias) : name;
	}

}
