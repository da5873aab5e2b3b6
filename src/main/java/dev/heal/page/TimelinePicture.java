package dev.heal.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.heal.report.Timeline.Entry;

/**
 * Draws what happened, from top to bottom.
 */
final class TimelinePicture {

	private static final int ROW = 26;

	private static final int LENGTH = 78;

	private TimelinePicture() {
	}

	static String of(List<Entry> entries) {
		Instant start = entries.getFirst().time();
		int height = entries.size() * ROW + 10;
		StringBuilder rows = new StringBuilder();
		for (int row = 0; row < entries.size(); row++) {
			rows.append(row(entries.get(row), start, row * ROW + 18));
		}
		return """
				<div tabindex="0" role="group" aria-label="Timeline"><svg role="img" aria-label="%d things that happened to the pod, the oldest first" width="760" height="%d" viewBox="0 0 760 %d">
				<line class="rail" x1="112" y1="8" x2="112" y2="%d" stroke-width="2"/>
				%s</svg></div>"""
			.formatted(entries.size(), height, height, height - 8, rows);
	}

	private static String row(Entry entry, Instant start, int y) {
		String detail = entry.detail().replaceAll("\\s+", " ").strip();
		int room = Math.max(0, LENGTH - entry.what().length());
		String shown = (detail.length() > room) ? detail.substring(0, room) + "…" : detail;
		return """
				<g><title>%s %s %s</title><text x="98" y="%d" text-anchor="end">%s</text>\
				<circle class="dot" cx="112" cy="%d" r="5"/><text x="128" y="%d"><tspan class="what">%s</tspan> %s</text></g>
				"""
			.formatted(entry.time(), Html.text(entry.what()), Html.text(detail), y + 4,
					since(Duration.between(start, entry.time())), y, y + 4, Html.text(entry.what()), Html.text(shown));
	}

	private static String since(Duration time) {
		return (time.toHours() > 0) ? "+%dh%02dm".formatted(time.toHours(), time.toMinutesPart())
				: "+%dm%02ds".formatted(time.toMinutes(), time.toSecondsPart());
	}

}
