package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Conclusions;
import dev.heal.analysis.log.words.RuleFile;

/**
 * Traces of runtimes that nothing else here knows: lines that follow each other and each
 * name a place in a source file or a function of a module. The forms of such lines are
 * data in {@code frames.txt}.
 */
final class AnyTrace implements TraceReader {

	private static final List<Pattern> FORMS = RuleFile.lines(AnyTrace.class, "frames.txt")
		.stream()
		.map(Pattern::compile)
		.toList();

	private static final Pattern HEADING = Pattern.compile(
			"(?i)(?:back ?trace|trace ?back|stack ?trace|call ?stack|call history|called from|context\\.\\.\\.|stack dump|\\bstack:|\\bcalls?:)");

	/**
	 * The mark of the innermost frame where it stands last.
	 */
	private static final String INNERMOST = "<--";

	private static final String ADDRESS = "[0x";

	private static final Pattern RULE = Pattern.compile("[-=~*_#]{3,}");

	private static final Pattern FILE = Pattern.compile("^In (\\S+|unknown file):$");

	private static final Pattern ENDED = Pattern.compile(
			"(?i)\\b(?:unhandled|uncaught|fatal|panic|abort(?:ed|ing)?|terminat\\w+|signal|segmentation|killed)\\b");

	private static final int REACH = 200;

	private static final int GAP = 2;

	private static final int ABOVE = 12;

	private static final int HINTING = 3;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		if (!isFrame(lines.get(at))) {
			return Optional.empty();
		}
		List<Frame> frames = new ArrayList<>();
		int last = collect(lines, at, frames);
		return (frames.size() > 1 || top(lines, at, floor) < at) ? Optional.of(trace(lines, at, floor, last, frames))
				: Optional.empty();
	}

	private static Trace trace(List<LogLine> lines, int at, int floor, int last, List<Frame> frames) {
		int above = above(lines, at, floor);
		int below = below(lines, last, weight(lines, above) == 0);
		boolean after = below >= 0 && (leadsUp(lines.get(last))
				|| (weight(lines, below) >= HINTING && weight(lines, below) > weight(lines, above)
						&& !(weight(lines, above) > 0 && Conclusions.isConclusion(lines.get(below).body()))));
		int error = after ? below : (above >= 0) ? above : Math.max(floor, at - 1);
		if (after || lines.get(last).stripped().endsWith(INNERMOST)) {
			Collections.reverse(frames);
		}
		String said = lines.get(error).stripped();
		Thrown thrown = Thrown.parse(said, error).orElseGet(() -> Thrown.of(null, said, error));
		thrown.frames().addAll(frames);
		int first = Math.min(error, top(lines, at, floor));
		int end = Math.max(error, last);
		boolean uncaught = !lines.get(error).record()
				&& TraceLines.anyMatch(lines, first, end + 2, (text) -> ENDED.matcher(text).find());
		Severity severity = lines.get(error).record() ? lines.get(error).severity() : Severity.NONE;
		return new Trace("program", first, end, error, severity, uncaught, List.of(thrown));
	}

	private static int collect(List<LogLine> lines, int at, List<Frame> frames) {
		int last = at;
		String file = (at > 0) ? file(lines.get(at - 1).stripped()) : null;
		for (int i = at; i < Math.min(lines.size(), at + REACH) && i - last <= GAP; i++) {
			String text = lines.get(i).stripped();
			file = (file(text) != null) ? file(text) : file;
			Optional<Frame> frame = isFrame(lines.get(i)) ? frame(text, file) : Optional.empty();
			if (frame.isPresent()) {
				add(frames, frame.get(), text.contains(ADDRESS));
				last = i;
			}
		}
		return last;
	}

	/**
	 * Adds a frame; where its place stands on a line of its own it belongs to the one
	 * before, unless it has an address of its own.
	 * @param frames the frames
	 * @param frame the frame
	 * @param addressed whether it has
	 */
	private static void add(List<Frame> frames, Frame frame, boolean addressed) {
		Frame before = frames.isEmpty() ? null : frames.getLast();
		if (before != null && !addressed && before.file() == null && before.function() != null
				&& frame.function() == null && frame.file() != null) {
			frames.set(frames.size() - 1,
					new Frame(frame.file(), frame.line(), before.function(), before.own() && frame.own()));
		}
		else {
			frames.add(frame);
		}
	}

	private static boolean isFrame(LogLine line) {
		String text = line.stripped();
		return !line.isChatter() && text.length() < 600 && text.chars().anyMatch(Character::isDigit)
				&& frame(text, null).isPresent();
	}

	private static Optional<Frame> frame(String text, @Nullable String file) {
		return FORMS.stream()
			.map((form) -> form.matcher(text))
			.filter(Matcher::find)
			.map((matcher) -> Frame.of(Optional.ofNullable(group(matcher, "file")).orElse(file), group(matcher, "line"),
					group(matcher, "function")))
			.findFirst();
	}

	private static @Nullable String group(Matcher matcher, String name) {
		return matcher.pattern().namedGroups().containsKey(name) ? matcher.group(name) : null;
	}

	private static @Nullable String file(String text) {
		Matcher matcher = FILE.matcher(text);
		return matcher.find() ? matcher.group(1) : null;
	}

	/**
	 * Finds the heading of frames; their file, or nothing, may stand between.
	 * @param lines the passage
	 * @param at the index of the first frame
	 * @param floor the index of the first line that belongs to no earlier trace
	 * @return the index of the heading, {@code at} where there is none
	 */
	private static int top(List<LogLine> lines, int at, int floor) {
		int above = at - 1;
		while (above > floor && (lines.get(above).isBlank() || file(lines.get(above).stripped()) != null)) {
			above--;
		}
		return (above >= floor && isHeading(lines.get(above).stripped())) ? above : at;
	}

	static boolean isHeading(String text) {
		return text.length() < 120 && HEADING.matcher(text).find();
	}

	/**
	 * Looks above the frames for the line that states the error, past headings.
	 * @param lines the passage
	 * @param at the index of the first frame
	 * @param floor the index of the first line that belongs to no earlier trace
	 * @return the index, -1 when there is none
	 */
	private static int above(List<LogLine> lines, int at, int floor) {
		int stated = -1;
		for (int i = at - 1; i >= Math.max(floor, at - ABOVE); i--) {
			LogLine line = lines.get(i);
			String text = line.stripped();
			if (line.severity().isHarmless()) {
				break;
			}
			if (text.isEmpty() || RULE.matches(text) || file(text) != null || isHeading(text)) {
				continue;
			}
			if (stated < 0 || standing(lines, i) > standing(lines, stated)) {
				stated = i;
			}
			if (line.isChatter()) {
				break;
			}
		}
		return stated;
	}

	/**
	 * How much a line looks like the statement of an error: an indented one is rather a
	 * detail of it, and one that ends in a colon leads up to it.
	 * @param lines the passage
	 * @param at the index of the line
	 * @return a measure
	 */
	private static int standing(List<LogLine> lines, int at) {
		LogLine line = lines.get(at);
		boolean announced = line.isIndented() && at > 0 && leadsUp(lines.get(at - 1));
		int weight = leadsUp(line) ? 0 : (announced ? lines.get(at - 1) : line).weight();
		return 2 * weight + ((line.isIndented() && !announced) ? 0 : 1);
	}

	private static boolean leadsUp(LogLine line) {
		return line.stripped().endsWith(":");
	}

	private static int below(List<LogLine> lines, int last, boolean open) {
		int i = last + 1;
		while (i < lines.size() && i <= last + GAP && lines.get(i).isBlank()) {
			i++;
		}
		if (i >= lines.size() || (lines.get(i).isChatter() && !(open && lines.get(i).severity().isError()))) {
			return -1;
		}
		return (leadsUp(lines.get(i)) && i + 1 < lines.size() && !lines.get(i + 1).isChatter()) ? i + 1 : i;
	}

	private static int weight(List<LogLine> lines, int at) {
		return (at < 0) ? 0 : lines.get(at).weight() + (lines.get(at).severity().isError() ? HINTING : 0);
	}

}
