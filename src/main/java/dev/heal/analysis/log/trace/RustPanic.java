package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * Rust: panics, of both the older form (message and place in one line) and the newer one.
 */
final class RustPanic implements TraceReader {

	private static final Pattern OLDER = Pattern.compile("^thread '.*' panicked at '(.*)', (\\S+?):(\\d+)(?::\\d+)?$");

	private static final Pattern NEWER = Pattern
		.compile("^thread '.*' (?:\\(\\d+\\) )?panicked at (\\S+?):(\\d+)(?::\\d+)?:?$");

	/**
	 * What the hook of a program writes of a panic in the place of the runtime.
	 */
	private static final Pattern HOOKED = Pattern.compile(
			"^(?:\\w+(?:::\\w+)*: )?[Pp]anic(?:ked)?(?: occurred)? (?:in file|at) (\\S+?)(?: at line |:)(\\d+)(?::\\d+)?: (.+)$");

	private static final Pattern FRAME = Pattern.compile("^\\d+:\\s+(?:0x[0-9a-f]+ - )?(.+)$");

	private static final Pattern PLACE = Pattern.compile("^at (\\S+?):(\\d+)(?::\\d+)?$");

	private static final int FOREIGN = 4;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		if (!text.startsWith("thread '") || !text.contains(" panicked at ")) {
			return text.contains("anic") ? hooked(lines, at, HOOKED.matcher(text)) : Optional.empty();
		}
		Matcher newer = NEWER.matcher(text);
		if (newer.find()) {
			int stated = stated(lines, at);
			return Optional.of(trace(lines, at, stated, lines.get(stated).stripped(), newer.group(1), newer.group(2)));
		}
		Matcher older = OLDER.matcher(text);
		if (older.find()) {
			return Optional.of(trace(lines, at, at, older.group(1), older.group(2), older.group(3)));
		}
		return Optional.of(trace(lines, at, at, text.substring(text.indexOf(" panicked at ") + 13), null, null));
	}

	private static Optional<Trace> hooked(List<LogLine> lines, int at, Matcher hooked) {
		return hooked.find() ? Optional.of(trace(lines, at, at, hooked.group(3), hooked.group(1), hooked.group(2)))
				: Optional.empty();
	}

	private static int stated(List<LogLine> lines, int at) {
		int stated = at + 1;
		while (stated < lines.size() && lines.get(stated).isChatter()) {
			stated++;
		}
		return Math.min(stated, lines.size() - 1);
	}

	private static Trace trace(List<LogLine> lines, int at, int error, String message, @Nullable String file,
			@Nullable String line) {
		Thrown thrown = Thrown.of(null, message, error);
		int last = collect(lines, error, thrown);
		Frame place = Frame.of(file, line, null);
		if (thrown.ownFrame().isEmpty() && file != null) {
			thrown.frames().addFirst(place);
		}
		return new Trace("rust", at, last, error, Severity.FATAL, true, List.of(thrown));
	}

	private static String plain(String function) {
		return function.replaceAll("\\[[0-9a-f]{6,}\\]|::h[0-9a-f]{16}$|::\\{\\{closure\\}\\}$", "");
	}

	private static int collect(List<LogLine> lines, int error, Thrown thrown) {
		int last = error;
		String function = null;
		boolean started = false;
		int foreign = 0;
		for (int i = error + 1; i < Math.min(lines.size(), error + 300); i++) {
			String text = lines.get(i).stripped();
			Matcher frame = FRAME.matcher(text);
			Matcher place = PLACE.matcher(text);
			if (!started && text.startsWith("note: run with")) {
				return i;
			}
			if (text.startsWith("stack backtrace:") || text.startsWith("note: ")) {
				started = true;
				last = i;
			}
			else if (started && frame.find()) {
				function = plain(frame.group(1));
				last = i;
			}
			else if (started && place.find()) {
				thrown.frames().add(Frame.of(place.group(1), place.group(2), function));
				last = i;
			}
			else if (text.startsWith("thread '") || text.startsWith("Error: ")
					|| (!lines.get(i).isChatter() && ++foreign > FOREIGN)) {
				break;
			}
		}
		return last;
	}

}
