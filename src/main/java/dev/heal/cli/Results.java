package dev.heal.cli;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Diagnosis;
import dev.heal.cli.HealCommand.Format;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.Manifest;
import dev.heal.incident.IncidentView;
import dev.heal.remediation.Dispatch;
import dev.heal.remediation.Remediation;
import dev.heal.report.ReportContext;
import dev.heal.report.ReportRenderer;

/**
 * Prints the results of commands as text, JSON or markdown.
 */
final class Results {

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Output output;

	Results(Output output) {
		this.output = output;
	}

	void print(Analysis analysis, Evidence evidence, Format format) {
		this.output.line(switch (format) {
			case TEXT -> new AnalysisText(Ansi.AUTO).of(analysis);
			case JSON -> MAPPER.writeValueAsString(analysis);
			case MARKDOWN ->
				ReportRenderer.standard().render(evidence, analysis, ReportContext.of(evidence.manifest().pod()));
		});
	}

	void print(Diagnosis diagnosis, Format format) {
		this.output.line(switch (format) {
			case TEXT -> new AnalysisText(Ansi.AUTO).of(diagnosis);
			case JSON -> MAPPER.writeValueAsString(DiagnosisJson.of(diagnosis));
			case MARKDOWN -> ReportRenderer.standard()
				.render(diagnosis.evidence(), diagnosis.analysis(),
						ReportContext.of(diagnosis.evidence().manifest().pod()));
		});
	}

	void print(Manifest manifest, Format format) {
		this.output.line(switch (format) {
			case TEXT -> lines(manifest, "%s  %s");
			case JSON -> MAPPER.writeValueAsString(manifest);
			case MARKDOWN -> lines(manifest, "- %s: `%s`");
		});
	}

	void print(IncidentView incident, Format format) {
		this.output.line(switch (format) {
			case TEXT -> text(incident);
			case JSON -> MAPPER.writeValueAsString(incident);
			case MARKDOWN ->
				text(incident).lines().map((line) -> "- " + line).reduce((a, b) -> a + "\n" + b).orElse("");
		});
	}

	/**
	 * Prints what became of a request for a remediation.
	 * @param dispatch what became of it
	 * @param format how to print it
	 * @return the exit code
	 */
	int print(Dispatch dispatch, Format format) {
		return switch (dispatch) {
			case Dispatch.Started(var remediation) -> print(remediation, format);
			case Dispatch.Verifying(var remediation) -> print(remediation, format);
			case Dispatch.Queued(var reason) -> fail(reason);
			case Dispatch.AwaitingApproval(var _, var reason) -> fail(reason);
			case Dispatch.Declined(var reason) -> fail(reason);
			case Dispatch.Escalated(var reason) -> fail(reason);
			case Dispatch.Failed(var reason, var _) -> fail(reason);
		};
	}

	private int print(Remediation remediation, Format format) {
		this.output.line((format == Format.JSON) ? MAPPER.writeValueAsString(remediation) : remediation.name());
		return 0;
	}

	static int fail(String reason) {
		System.err.println("heal: " + reason.lines().findFirst().orElse(reason));
		return 1;
	}

	private static String text(IncidentView incident) {
		return String.join("\n",
				List.of("Incident:    " + incident.namespace() + "/" + incident.pod(),
						"State:       " + incident.state().text() + because(incident.reason()),
						"Cause:       " + ((incident.analysis() != null) ? incident.analysis().summary() : "not known"),
						"Report:      " + orNone(incident.report()), "Remediation: " + orNone(incident.remediation())));
	}

	private static String lines(Manifest manifest, String line) {
		return String.join("\n",
				manifest.files()
					.stream()
					.map((file) -> line.formatted(file.file().fileName(), describe(file)))
					.toList());
	}

	private static String describe(EvidenceFile file) {
		String state = file.state().name().toLowerCase(Locale.ROOT);
		return (file.path() == null) ? state + because(file.reason())
				: "%s  %d lines, %d bytes%s".formatted(file.path(), file.lines(), file.bytes(),
						(file.state() == EvidenceFile.State.WRITTEN) ? "" : ", " + state + because(file.reason()));
	}

	private static String because(@Nullable String reason) {
		return (reason != null) ? " (" + reason + ")" : "";
	}

	private static String orNone(@Nullable String text) {
		return (text != null) ? text : "none";
	}

}
