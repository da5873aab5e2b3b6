package dev.heal.page;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.incident.FailureOverview.FailureFilter;
import dev.heal.incident.FailureOverview.FailureGroup;
import dev.heal.incident.FailureOverview.FailurePage;
import dev.heal.incident.IncidentView;
import dev.heal.remediation.IncidentState;
import dev.heal.report.Headline;

/**
 * The list of failures: one line for each, however many pods it has.
 */
final class FailuresPage {

	static final int SIZE = 50;

	private FailuresPage() {
	}

	static String of(FailurePage list, FailureFilter filter, int page, boolean paused, boolean mayOperate,
			Instant now) {
		return """
				<h1>Failures</h1>
				%s
				%s
				%s
				%s
				%s
				""".formatted(brake(paused, mayOperate), filters(filter), summary(list), table(list, now),
				pages(list, filter, page));
	}

	private static String brake(boolean paused, boolean mayOperate) {
		String button = mayOperate
				? " <button id=\"brake\" data-call=\"/remediations/pause\" data-body='{\"paused\": %s}'>%s</button>"
					.formatted(!paused, paused ? "Let agents start again" : "Pause agents")
				: "";
		return paused ? "<p data-live><strong>Paused: no agent is started.</strong>" + button + "</p>"
				: "<p data-live class=\"quiet\">Agents start as configured." + button + "</p>";
	}

	private static String filters(FailureFilter filter) {
		return """
				<form class="filters" method="get" action="/" role="search">
				<label>Search <input id="q" name="q" value="%s" placeholder="pod or namespace"></label>
				<label>Namespace <input id="namespace" name="namespace" value="%s"></label>
				<label>State <select id="state" name="state">%s</select></label>
				<label>Cause <select id="cause" name="cause">%s</select></label>
				<button id="show">Show</button>
				</form>""".formatted(Html.text(filter.search()), Html.text(filter.namespace()),
				options(Arrays.stream(IncidentState.values()).map(Html::words),
						(filter.state() != null) ? Html.words(filter.state()) : null),
				options(Arrays.stream(Cause.values()).map(Cause::id), filter.cause()));
	}

	private static String options(Stream<String> values, @Nullable String chosen) {
		return "<option value=\"\">any</option>" + values
			.map((value) -> "<option%s>%s</option>".formatted(value.equals(chosen) ? " selected" : "", value))
			.collect(Collectors.joining());
	}

	private static String summary(FailurePage list) {
		return "<p>%s of %s.</p>%s".formatted(count(list.total(), "failure"), count(list.incidents(), "pod"),
				bars(list.perHour()));
	}

	private static String count(int number, String what) {
		return String.format(Locale.ROOT, "%,d %s%s", number, what, (number == 1) ? "" : "s");
	}

	// how many pods failed in each of the last 24 hours
	private static String bars(List<Integer> hours) {
		int most = Math.max(1, hours.stream().max(Integer::compare).orElse(1));
		StringBuilder bars = new StringBuilder();
		for (int hour = 0; hour < hours.size(); hour++) {
			int height = Math.ceilDiv(hours.get(hour) * 40, most);
			bars.append("<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"12\" height=\"%d\"/>".formatted(hour * 15,
					40 - height, height));
		}
		int last = hours.isEmpty() ? 0 : hours.getLast();
		return """
				<svg role="img" width="360" height="58" viewBox="0 0 360 58" aria-label="Pods that failed in each of the last 24 hours: %s at most, %s in the last hour">
				<line class="rail" x1="0" y1="41" x2="360" y2="41"/>%s
				<text x="0" y="55">24 h ago</text><text x="360" y="55" text-anchor="end">now</text></svg>"""
			.formatted(hours.stream().max(Integer::compare).orElse(0), last, bars);
	}

	private static String table(FailurePage list, Instant now) {
		if (list.failures().isEmpty()) {
			return "<p>No failure. Heal shows here what Alertmanager tells it; <code>POST /alerts/a7</code> takes alerts.</p>";
		}
		return """
				<table class="failures">
				<thead><tr><th scope="col">What failed</th><th scope="col">Where</th><th scope="col">Cause</th>\
				<th scope="col">State</th><th scope="col">Pods</th><th scope="col">Since</th></tr></thead>
				<tbody>%s</tbody></table>"""
			.formatted(list.failures().stream().map((failure) -> row(failure, now)).collect(Collectors.joining("\n")));
	}

	private static String row(FailureGroup failure, Instant now) {
		IncidentView incident = failure.newest();
		Analysis analysis = incident.analysis();
		String what = (analysis != null) ? Headline.of(analysis)
				: Objects.requireNonNullElse(incident.reason(), "Not looked at yet");
		String where = incident.namespace() + "/"
				+ Objects.requireNonNullElse(incident.pod(), String.valueOf(incident.workload()));
		return """
				<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td><span class="quiet">%s</span></td></tr>"""
			.formatted(Html.link(address(incident), what) + cause(incident), Html.text(where),
					(analysis != null) ? Html.badge(analysis.cause().id(), analysis.cause().id()) : "",
					Html.badge(Html.words(incident.state()), Html.words(incident.state())), pods(failure),
					Html.age(failure.since(), now));
	}

	private static String cause(IncidentView incident) {
		String root = incident.causedBy();
		return (root != null)
				? "<br><span class=\"quiet\">caused by %s</span>".formatted(Html.link("/failures/" + root, root)) : "";
	}

	private static String pods(FailureGroup failure) {
		return (failure.open() == failure.incidents()) ? count(failure.incidents(), "pod")
				: "%s, %d open".formatted(count(failure.incidents(), "pod"), failure.open());
	}

	static String address(IncidentView incident) {
		String name = (incident.pod() != null) ? incident.pod() : String.valueOf(incident.workload());
		return "/failures/" + incident.namespace() + "/" + name;
	}

	private static String pages(FailurePage list, FailureFilter filter, int page) {
		String query = Stream
			.of(parameter("q", filter.search()), parameter("namespace", filter.namespace()),
					parameter("state", (filter.state() != null) ? Html.words(filter.state()) : null),
					parameter("cause", filter.cause()))
			.collect(Collectors.joining());
		String before = (page > 0) ? Html.link("/?page=" + (page - 1) + query, "Before") : "";
		String after = ((page + 1L) * SIZE < list.total()) ? Html.link("/?page=" + (page + 1) + query, "After") : "";
		return (before + after).isEmpty() ? ""
				: "<nav aria-label=\"Pages\">%s Page %d %s</nav>".formatted(before, page + 1, after);
	}

	private static String parameter(String name, @Nullable String value) {
		return (value != null) ? "&" + name + "=" + Html.query(value) : "";
	}

}
