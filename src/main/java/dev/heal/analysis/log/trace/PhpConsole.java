package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * An exception as the consoles of Symfony and Laravel print it: its place, its message
 * set in and broken at the width of the terminal, then perhaps its frames; of nested ones
 * the outermost comes first.
 */
final class PhpConsole implements TraceReader {

	private static final Pattern PLACE = Pattern.compile("^In (\\S+\\.php) line (\\d+):$");

	private static final Pattern TYPE = Pattern.compile("^\\[([A-Z][\\w\\\\]+)(?: \\(\\w+\\))?\\]$");

	private static final Pattern FRAME = Pattern.compile("^(?:(\\S+)\\(\\) )?at (\\S+?):(\\d+|n/a)$");

	private static final String FRAMES = "Exception trace:";

	private static final int REACH = 200;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		if (!PLACE.matches(lines.get(at).stripped())) {
			return Optional.empty();
		}
		List<Thrown> chain = new ArrayList<>();
		int last = at;
		int next = at;
		while (next >= 0) {
			last = one(lines, next, chain);
			next = next(lines, last);
		}
		List<Thrown> innermostFirst = chain.reversed();
		return Optional
			.of(new Trace("php", at, last, innermostFirst.getFirst().at(), Severity.FATAL, true, innermostFirst));
	}

	private static int next(List<LogLine> lines, int last) {
		int at = last + 1;
		while (at < lines.size() && lines.get(at).isBlank()) {
			at++;
		}
		return (at < lines.size() && PLACE.matches(lines.get(at).stripped())) ? at : -1;
	}

	/**
	 * Reads one exception.
	 * @param lines the passage
	 * @param at the index of its place
	 * @param chain takes what was thrown
	 * @return the index of its last line
	 */
	private static int one(List<LogLine> lines, int at, List<Thrown> chain) {
		String type = null;
		List<String> message = new ArrayList<>();
		int stated = at;
		int i = at + 1;
		int last = at;
		while (i < Math.min(lines.size(), at + REACH) && (lines.get(i).isBlank() || lines.get(i).isIndented())) {
			Matcher typed = TYPE.matcher(lines.get(i).stripped());
			if (message.isEmpty() && typed.find()) {
				type = typed.group(1);
			}
			else if (!lines.get(i).isBlank()) {
				stated = message.isEmpty() ? i : stated;
				message.add(lines.get(i).stripped());
			}
			last = lines.get(i).isBlank() ? last : i;
			i++;
		}
		PhpThrown thrown = new PhpThrown(type, joined(message), stated);
		Matcher place = PLACE.matcher(lines.get(at).stripped());
		if (i < lines.size() && lines.get(i).stripped().equals(FRAMES)) {
			last = frames(lines, i + 1, thrown);
		}
		else if (place.find()) {
			thrown.placeAt(place.group(1), place.group(2));
		}
		chain.add(thrown.thrown());
		return last;
	}

	private static int frames(List<LogLine> lines, int from, PhpThrown thrown) {
		int i = from;
		while (i < Math.min(lines.size(), from + REACH)) {
			Matcher frame = FRAME.matcher(lines.get(i).stripped());
			if (!frame.find()) {
				break;
			}
			if (frame.group(1) == null) {
				thrown.placeAt(frame.group(2), frame.group(3));
			}
			else {
				thrown.calls(frame.group(1), frame.group(2), frame.group(3));
			}
			i++;
		}
		return i - 1;
	}

	/**
	 * Puts the lines of a message together; those as long as the longest one were broken
	 * in the middle of a word.
	 * @param lines the lines
	 * @return the message
	 */
	private static String joined(List<String> lines) {
		int width = lines.stream().mapToInt(String::length).max().orElse(0);
		StringBuilder text = new StringBuilder();
		lines.forEach((line) -> text.append(line).append((line.length() == width) ? "" : " "));
		return text.toString().strip();
	}

}
