package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * Spring Boot's failure analysis: a banner, a description and an action.
 */
final class SpringFailure implements TraceReader {

	private static final Pattern PLACE = Pattern.compile("^([\\w.$]+)\\.([\\w$<>]+)\\((\\w+\\.\\w+):(\\d+)\\)$");

	private static final Pattern BEAN = Pattern.compile("(?:constructor|field|method) (?:\\w+ )?in ([\\w.$]+)");

	private static final int REACH = 60;

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		if (!lines.get(at).stripped().equals("APPLICATION FAILED TO START")) {
			return Optional.empty();
		}
		int description = find(lines, at, "Description:");
		int action = find(lines, at, "Action:");
		int error = firstText(lines, description + 1);
		int last = firstText(lines, action + 1);
		while (last + 1 < lines.size() && last < at + REACH && !lines.get(last + 1)
			.record() && (!lines.get(last + 1).isBlank()
					|| (last + 2 < lines.size() && !lines.get(last + 2).isBlank() && !lines.get(last + 2).record()))) {
			last++;
		}
		Thrown thrown = Thrown.of(null, text(lines, error, action), error);
		place(lines, error, action).ifPresent(thrown.frames()::add);
		return Optional.of(new Trace("spring", at, last, error, Severity.FATAL, true, List.of(thrown)));
	}

	private static int find(List<LogLine> lines, int at, String title) {
		for (int i = at; i < Math.min(lines.size(), at + REACH); i++) {
			if (lines.get(i).stripped().equals(title)) {
				return i;
			}
		}
		return at;
	}

	private static int firstText(List<LogLine> lines, int from) {
		int i = from;
		while (i < lines.size() - 1 && lines.get(i).isBlank()) {
			i++;
		}
		return Math.min(i, lines.size() - 1);
	}

	private static String text(List<LogLine> lines, int from, int to) {
		StringBuilder text = new StringBuilder();
		for (int i = from; i < Math.max(to, from + 1) && i < from + 8; i++) {
			text.append(text.isEmpty() ? "" : " ").append(lines.get(i).stripped());
		}
		return text.toString().strip();
	}

	private static Optional<Frame> place(List<LogLine> lines, int from, int to) {
		for (int i = from; i < to; i++) {
			Matcher place = PLACE.matcher(lines.get(i).stripped());
			if (place.find()) {
				return Optional.of(Frame.of(place.group(3), place.group(4), place.group(1) + "." + place.group(2)));
			}
			Matcher bean = BEAN.matcher(lines.get(i).stripped());
			if (bean.find()) {
				return Optional.of(Frame.of(bean.group(1), null, null));
			}
		}
		return Optional.empty();
	}

}
