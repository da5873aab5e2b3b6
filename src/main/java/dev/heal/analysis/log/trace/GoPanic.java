package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.RuleFile;

/**
 * Go: panics and fatal errors of the runtime; the first goroutine is the one that failed.
 */
final class GoPanic implements TraceReader {

	private static final Pattern PLACE = Pattern.compile("^(\\S+\\.(?:go|s)):(\\d+)(?: \\+0x[0-9a-f]+.*)?$");

	/**
	 * The place of a function that no line above belongs to: the head of the trace was
	 * cut off, or is a part of a record.
	 */
	private static final Pattern CUT = Pattern.compile("^\\S+\\.(?:go|s):\\d+ \\+0x[0-9a-f]+$");

	/**
	 * Modules that no program is.
	 */
	private static final Pattern SHARED = Pattern
		.compile("/pkg/mod/(?:golang\\.org|google\\.golang\\.org|k8s\\.io|sigs\\.k8s\\.io|go\\.uber\\.org|gopkg\\.in"
				+ "|cloud\\.google\\.com|github\\.com/(?:prometheus/client_golang|sirupsen|spf13|gorilla|gin-gonic|stretchr|pkg|golang|go-logr|aws|Azure))[/@]");

	private static final int REACH = 600;

	private static final int HEAD = 8;

	private static final List<String> STANDARD = RuleFile.lines(GoPanic.class, "go-packages.txt");

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		boolean begins = text.startsWith("panic: ") || text.startsWith("fatal error: ")
				|| text.startsWith("runtime: out of memory");
		boolean headless = (text.startsWith("goroutine ") && text.endsWith("]:")) || isFrame(lines, at)
				|| (text.contains(" +0x") && CUT.matches(text));
		if ((!begins && !headless) || (begins && !isFollowedByGoroutine(lines, at))) {
			return Optional.empty();
		}
		int stated = begins ? at : above(lines, at, floor);
		return Optional.of(trace(lines, at, stated, begins, TraceLines.record(lines, stated, floor)));
	}

	private static boolean isFollowedByGoroutine(List<LogLine> lines, int at) {
		return at + 1 >= lines.size()
				|| TraceLines.anyMatch(lines, at + 1, at + 30, (text) -> text.startsWith("goroutine ")
						|| text.startsWith("[signal ") || text.startsWith("runtime stack:"));
	}

	/**
	 * Whether it is a function with its place below, as errors carry them along.
	 * @param lines the passage
	 * @param at the index of the line
	 * @return whether it is
	 */
	private static boolean isFrame(List<LogLine> lines, int at) {
		LogLine line = lines.get(at);
		return at + 1 < lines.size() && !line.isChatter() && !line.isIndented() && line.stripped().indexOf(' ') < 0
				&& line.stripped().indexOf('.') > 0 && PLACE.matches(lines.get(at + 1).stripped());
	}

	private static int above(List<LogLine> lines, int at, int floor) {
		if (at > floor && isFrame(lines, at) && !lines.get(at - 1).isBlank()) {
			return at - 1;
		}
		for (int i = at - 1; i >= Math.max(floor, at - HEAD); i--) {
			LogLine line = lines.get(i);
			String text = line.stripped();
			if (line.isChatter() || text.startsWith("SIG") || text.contains("panic") || line.inner()) {
				return (line.severity().isHarmless() && !text.contains("panic")) ? at : i;
			}
		}
		return at;
	}

	private static Trace trace(List<LogLine> lines, int at, int stated, boolean begins, int record) {
		Thrown thrown = Thrown.of(null, message(lines.get(stated).stripped()), stated);
		int last = at;
		int firstGoroutine = -1;
		boolean firstEnded = false;
		for (int i = (begins ? at + 1 : at); i < Math.min(lines.size(), at + REACH); i++) {
			LogLine line = lines.get(i);
			String text = line.stripped();
			if (line.inner() != lines.get(at).inner() || (line.inner() && line.number() != lines.get(at).number())) {
				break;
			}
			if (!begins && i > at && text.startsWith("panic: ")) {
				break;
			}
			if (text.startsWith("goroutine ") && text.endsWith(":")) {
				firstEnded |= firstGoroutine >= 0;
				firstGoroutine = i;
			}
			Matcher place = PLACE.matcher(text);
			if (place.find()) {
				String function = function(called(lines, i));
				if (!firstEnded && (function.equals("panic") || function.equals("runtime.gopanic"))) {
					thrown.frames().clear();
				}
				else if (!firstEnded) {
					thrown.frames().add(frame(place.group(1), place.group(2), function));
				}
				last = i;
			}
			else if (line.isChatter()) {
				if (i - last > 6) {
					break;
				}
			}
			else if (i - last > 12) {
				break;
			}
			if (text.startsWith("exit status ")) {
				last = i;
			}
		}
		ownOfModule(thrown.frames());
		boolean fatal = begins && !lines.get(at).record();
		Severity severity = lines.get(record).severity();
		fatal |= lines.get(stated).stripped().startsWith("SIG") && !lines.get(stated).record();
		return new Trace("go", fatal ? Math.min(at, stated) : Math.min(record, stated), last, stated,
				fatal ? Severity.FATAL : severity, fatal, List.of(thrown));
	}

	/**
	 * Takes code below the module cache for the program's own when there is nothing else,
	 * as where the program was installed as a module.
	 * @param frames the frames, in which the first such is marked
	 */
	private static void ownOfModule(List<Frame> frames) {
		if (frames.stream().anyMatch(Frame::own)) {
			return;
		}
		for (int i = 0; i < frames.size(); i++) {
			Frame frame = frames.get(i);
			if (String.valueOf(frame.file()).contains("/pkg/mod/") && !SHARED.matcher(frame.file()).find()) {
				frames.set(i, new Frame(frame.file(), frame.line(), frame.function(), true));
				return;
			}
		}
	}

	/**
	 * Returns the line above a place, past one that another thread wrote.
	 * @param lines the passage
	 * @param place the index of the place
	 * @return the line that names what was called there, empty where it was cut off
	 */
	private static String called(List<LogLine> lines, int place) {
		int above = (place > 1 && lines.get(place - 1).isChatter()) ? place - 2 : place - 1;
		return (above < 0) ? "" : lines.get(above).stripped();
	}

	/**
	 * Reads a frame; a build without paths names the files of Go itself by their package.
	 * @param file the file
	 * @param line the line
	 * @param function the function
	 * @return the frame
	 */
	private static Frame frame(String file, String line, String function) {
		boolean standard = STANDARD.stream().anyMatch(file::startsWith) || file.indexOf('@') > 0
				|| file.startsWith("_cgo_");
		Frame frame = Frame.of(file, line, function);
		return standard ? new Frame(frame.file(), frame.line(), function, false) : frame;
	}

	private static String message(String text) {
		int goroutine = text.indexOf(" [recovered]");
		String message = (goroutine > 0) ? text.substring(0, goroutine) : text;
		return message.startsWith("panic: ") ? message.substring(7) : message;
	}

	private static String function(String text) {
		String name = text.startsWith("created by ") ? text.substring(11) : text;
		int goroutine = name.indexOf(" in goroutine");
		return (goroutine > 0) ? name.substring(0, goroutine) : name.substring(0, startOfArguments(name));
	}

	private static int startOfArguments(String call) {
		int depth = 0;
		for (int i = call.length() - 1; i >= 0 && call.endsWith(")"); i--) {
			depth += (call.charAt(i) == ')') ? 1 : (call.charAt(i) == '(') ? -1 : 0;
			if (depth == 0) {
				return i;
			}
		}
		return call.length();
	}

}
