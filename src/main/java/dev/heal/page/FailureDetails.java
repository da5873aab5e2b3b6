package dev.heal.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.coderun.AgentWork;
import dev.heal.incident.IncidentView;
import dev.heal.remediation.IncidentState;
import dev.heal.report.Headline;
import dev.heal.report.Timeline;

/**
 * The page of a failure: verdict, error and remedy first, then what speaks for it.
 */
final class FailureDetails {

	private final IncidentView incident;

	private final List<IncidentView> siblings;

	private final Timeline timeline;

	private final boolean mayOperate;

	FailureDetails(IncidentView incident, List<IncidentView> siblings, Timeline timeline, boolean mayOperate) {
		this.incident = incident;
		this.siblings = siblings;
		this.timeline = timeline;
		this.mayOperate = mayOperate;
	}

	String html(Instant now) {
		return """
				<h1 data-live>%s</h1>
				<p>%s</p>
				%s
				%s
				%s
				%s
				%s
				%s
				""".formatted(Html.text(title()), badges(), facts(now), error(), remedy(), evidence(), timeline(),
				pods(now));
	}

	String title() {
		Analysis analysis = this.incident.analysis();
		return (analysis != null) ? Headline.of(analysis)
				: "%s/%s is being looked at".formatted(this.incident.namespace(),
						Objects.requireNonNullElse(this.incident.pod(), String.valueOf(this.incident.workload())));
	}

	private String badges() {
		Analysis analysis = this.incident.analysis();
		String state = Html.badge(Html.words(this.incident.state()), Html.words(this.incident.state()));
		return (analysis != null)
				? state + " "
						+ Html.badge(analysis.cause().id(),
								"%s, %.0f%% sure".formatted(analysis.cause().id(), analysis.confidence() * 100))
				: state;
	}

	private String facts(Instant now) {
		List<Map.Entry<String, String>> facts = new ArrayList<>();
		facts.add(Map.entry("Namespace", Html.text(this.incident.namespace())));
		add(facts, "Pod", this.incident.pod());
		add(facts, "Workload", this.incident.workload());
		add(facts, "Container", this.incident.container());
		facts.add(Map.entry("Since",
				Html.time(this.incident.startsAt()) + " (" + Html.age(this.incident.startsAt(), now) + ")"));
		add(facts, "Now", this.incident.reason());
		String root = this.incident.causedBy();
		if (root != null) {
			facts.add(Map.entry("Caused by", Html.link("/failures/" + root, root)));
		}
		String remediation = this.incident.remediation();
		if (remediation != null) {
			facts.add(Map.entry("CodeRun", Html.link("/remediations/" + remediation, remediation)));
		}
		AgentWork work = this.incident.work();
		if (work != null && work.pullRequest() != null) {
			facts.add(Map.entry("Pull request", Html.link(work.pullRequest(), work.pullRequest())));
		}
		if (work != null) {
			add(facts, "Commit", work.commit());
		}
		if (this.incident.report() != null && this.incident.pod() != null) {
			facts.add(Map.entry("Report",
					Html.link("/alerts/a7/%s/%s".formatted(this.incident.namespace(), this.incident.pod()), "read it")
							+ ", <code id=\"report-path\">" + Html.text(this.incident.report())
							+ "</code> <button id=\"copy-path\" data-copy=\"report-path\">Copy path</button>"));
		}
		return "<dl class=\"facts\">" + facts.stream()
			.map((fact) -> "<dt>%s</dt><dd>%s</dd>".formatted(fact.getKey(), fact.getValue()))
			.collect(Collectors.joining()) + "</dl>" + actions(remediation);
	}

	private static void add(List<Map.Entry<String, String>> facts, String name, @Nullable String value) {
		if (value != null) {
			facts.add(Map.entry(name, Html.text(value)));
		}
	}

	private String actions(@Nullable String remediation) {
		if (!this.mayOperate || this.incident.pod() == null) {
			return "";
		}
		String look = "<button id=\"look\" data-call=\"/alerts/a7/%s/%s/look\">Look again</button>"
			.formatted(this.incident.namespace(), this.incident.pod());
		if (remediation != null && this.incident.state() == IncidentState.AWAITING_APPROVAL) {
			return "<p class=\"actions\">" + answer(remediation, "approve", "Approve")
					+ answer(remediation, "refuse", "Refuse") + look + "</p>";
		}
		String stop = (remediation != null && this.incident.endedAt() == null)
				? "<button id=\"stop\" data-method=\"DELETE\" data-call=\"/remediations/%s\">Stop the agent</button>"
					.formatted(remediation)
				: "";
		return "<p class=\"actions\">" + look + stop + "</p>";
	}

	private static String answer(String remediation, String decision, String label) {
		return """
				<button id="%s" data-call="/remediations/%s/approval" data-ask="Why?" data-body='{"decision": "%s", "reason": "?"}'>%s</button>"""
			.formatted(decision, remediation, decision, label);
	}

	private String error() {
		Analysis analysis = this.incident.analysis();
		Excerpt excerpt = (analysis != null) ? analysis.excerpt() : null;
		if (excerpt == null) {
			return "";
		}
		return """
				<h2>Error</h2>
				<p>%s <button id="copy-error" data-copy="error">Copy</button></p>
				<pre tabindex="0" aria-label="The error"><code id="error">%s</code></pre>""".formatted(
				place(excerpt.file(), excerpt.firstLine(),
						"%s, lines %d to %d".formatted(excerpt.file(), excerpt.firstLine(), excerpt.lastLine())),
				Html.text(excerpt.text()));
	}

	private String remedy() {
		Analysis analysis = this.incident.analysis();
		if (analysis == null) {
			return "";
		}
		Remedy remedy = analysis.remedy();
		return "<h2>Remedy</h2>\n<p>%s</p>".formatted((remedy != null) ? Html.text(Headline.of(remedy))
				: "The evidence supports no change. Read the logs before you change anything.");
	}

	private String evidence() {
		Analysis analysis = this.incident.analysis();
		if (analysis == null || analysis.claims().isEmpty()) {
			return "";
		}
		return "<h2>Evidence</h2>\n<ol class=\"evidence\">" + analysis.claims()
			.stream()
			.map((claim) -> "<li>%s<br>%s</li>".formatted(Html.text(claim.text()), place(claim)))
			.collect(Collectors.joining("\n")) + "</ol>";
	}

	private String place(Claim claim) {
		return (claim.line() != null) ? place(claim.file(), claim.line(), claim.file() + ":" + claim.line())
				: "<span class=\"quiet\">" + Html.text(claim.file()) + "</span>";
	}

	private String place(String file, long line, String text) {
		return (this.incident.pod() != null) ? Html.link("/evidence/%s/%s/%s?line=%d#L%d"
			.formatted(this.incident.namespace(), this.incident.pod(), file, line, line), text) : Html.text(text);
	}

	private String timeline() {
		return this.timeline.entries().isEmpty() ? ""
				: "<h2>Timeline</h2>\n" + TimelinePicture.of(this.timeline.entries());
	}

	private String pods(Instant now) {
		if (this.siblings.size() < 2) {
			return "";
		}
		return """
				<h2>Pods of this failure</h2>
				<table><thead><tr><th scope="col">Pod</th><th scope="col">State</th><th scope="col">Since</th></tr></thead>
				<tbody>%s</tbody></table>"""
			.formatted(this.siblings.stream()
				.map((pod) -> "<tr><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(
						Html.link(FailuresPage.address(pod), pod.namespace() + "/" + pod.pod()),
						Html.badge(Html.words(pod.state()), Html.words(pod.state())), Html.age(pod.startsAt(), now)))
				.collect(Collectors.joining("\n")));
	}

}
