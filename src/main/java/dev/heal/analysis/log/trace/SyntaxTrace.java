package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.words.OwnCode;

/**
 * Runtimes whose traces need no more than the form of a frame: an entry in this list.
 */
final class SyntaxTrace extends FrameTraceReader {

	/**
	 * One entry a runtime: a literal that every frame holds, and the frame with the
	 * groups {@code file}, {@code line} and {@code function}.
	 */
	static final List<TraceReader> ALL = List.of(new SyntaxTrace("elixir", ".ex",
			"^(?:\\((?P<library>\\w+) [^)]+\\) )?(?P<file>\\S+\\.exs?):(?P<line>\\d+): (?P<function>.+?)(?:/\\d+)?$",
			"** ("),
			new SyntaxTrace("erlang", ".erl",
					"^(?:\\((?P<library>\\w+) [^)]+\\) )?(?P<file>\\S+\\.erl):(?P<line>\\d+): (?P<function>.+?)(?:/\\d+)?$",
					"** ("),
			new SyntaxTrace("ocaml", " file \"",
					"^(?:Raised at|Raised by primitive operation at|Called from|Re-raised at) (?:(?P<function>\\S+) in )?file \"(?P<file>[^\"]+)\"(?: \\(inlined\\))?, line (?P<line>\\d+)",
					"Fatal error: exception"),
			new SyntaxTrace("haskell", "called at ",
					"^(?P<function>\\S+), called at (?P<file>\\S+?):(?P<line>\\d+):\\d+ in", "CallStack"),
			new SyntaxTrace("lua", ": in ",
					"^(?P<file>\\[string \"[^\"]*\"\\]|[^\\s:]+(?:\\.lua)?):(?P<line>\\d+): in (?:(?:function|method|upvalue|local|field|global) )?[<'`]?(?P<function>[^'>:]+)?",
					"stack traceback:"),
			new SyntaxTrace("crystal", "from ",
					"^from (?P<file>\\S+\\.\\w+):(?P<line>\\d+):\\d+ in '(?P<function>.+)'$", "Unhandled exception:"),
			new SyntaxTrace("dart", "#",
					"^#\\d+ +(?P<function>.+?) \\((?:file://)?(?P<file>\\S+?\\.dart):(?P<line>\\d+)(?::\\d+)?\\)$",
					"Unhandled exception"),
			new SyntaxTrace("zig", ": 0x",
					"^(?P<file>\\S+\\.zig):(?P<line>\\d+):\\d+: 0x[0-9a-f]+ in (?P<function>\\S+)", "panic: "),
			new SyntaxTrace("perl", " called at ",
					"^(?P<function>[\\w:]+)\\(.*\\) called at (?P<file>\\S+) line (?P<line>\\d+)", " line "),
			new SyntaxTrace("racket", ".rkt:", "^(?P<file>\\S+\\.rkt):(?P<line>\\d+):\\d+: (?P<function>\\S+)",
					"context...:"),
			new SyntaxTrace("php", "): ",
					"^#\\d+ (?P<file>\\S+\\.php)\\((?P<line>\\d+)\\): (?P<function>[\\w\\\\:>{}-]+)", "Uncaught"));

	/**
	 * Where Perl says that it died.
	 */
	private static final Pattern DIED = Pattern.compile(" at (\\S+) line (\\d+)(?:, <\\S+> \\w+ \\d+)?\\.$");

	private final String runtime;

	private final String literal;

	private final Pattern frame;

	private final String uncaught;

	private final boolean namesCalled;

	private SyntaxTrace(String runtime, String literal, String frame, String uncaught) {
		this.runtime = runtime;
		this.literal = literal;
		this.frame = Pattern.compile(frame);
		this.uncaught = uncaught;
		this.namesCalled = Set.of("haskell", "perl", "php").contains(runtime);
	}

	@Override
	String runtime() {
		return this.runtime;
	}

	@Override
	Optional<Frame> frame(String text) {
		if (!text.contains(this.literal)) {
			return Optional.empty();
		}
		Matcher matcher = this.frame.matcher(text);
		if (!matcher.find()) {
			return Optional.empty();
		}
		String function = text.contains("function <") ? null : group(matcher, "function");
		Frame frame = Frame.of(group(matcher, "file"), group(matcher, "line"), function);
		return Optional.of(isLibrary(matcher) ? new Frame(frame.file(), frame.line(), frame.function(), false) : frame);
	}

	private boolean isLibrary(Matcher matcher) {
		String library = group(matcher, "library");
		return library != null && OwnCode.isLibraryApplication(library);
	}

	private @Nullable String group(Matcher matcher, String name) {
		return this.frame.namedGroups().containsKey(name) ? matcher.group(name) : null;
	}

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		Optional<Trace> trace = super.read(lines, at, floor);
		if (this.namesCalled) {
			trace.map(Trace::root).ifPresent(SyntaxTrace::nameCallers);
		}
		return trace;
	}

	/**
	 * Gives each place the function that it lies in, where the runtime writes the one
	 * called there.
	 * @param root what was thrown
	 */
	private static void nameCallers(Thrown root) {
		List<Frame> frames = root.frames();
		Matcher died = DIED.matcher(root.message());
		if (died.find()) {
			frames.addFirst(Frame.of(died.group(1), died.group(2), null));
		}
		List<Frame> shifted = Frame.inCallers(frames);
		frames.clear();
		frames.addAll(shifted);
	}

	@Override
	boolean isDetail(String text) {
		return text.startsWith("[C]: ") || text.matches("\\[\\d+\\] .*") || text.startsWith("stack traceback:")
				|| text.startsWith("Stacktrace:") || text.startsWith("CallStack (") || text.startsWith("(...")
				|| text.startsWith("...") || text.startsWith("Error: unhandled exception") || text.startsWith("(elixir")
				|| text.startsWith("^") || text.endsWith("...:");
	}

	@Override
	boolean isUncaught(String text) {
		return text.contains(this.uncaught);
	}

}
