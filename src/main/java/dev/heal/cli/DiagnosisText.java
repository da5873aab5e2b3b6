package dev.heal.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.cli.Diagnose.View;
import dev.heal.kubectl.Kubectl;
import dev.heal.live.LiveFailure;
import dev.heal.report.ReportContext;
import dev.heal.report.ReportRenderer;

/**
 * Prints a diagnosis: of a pod or workload in full, of a namespace in a line for each
 * failure.
 */
final class DiagnosisText {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final View view;

	DiagnosisText(View view) {
		this.view = view;
	}

	String of(Diagnosis diagnosis) {
		return switch (this.view) {
			case TEXT, WIDE -> diagnosis.isNamed() ? inFull(diagnosis.failures()) : lines(diagnosis);
			case JSON -> JSON.writeValueAsString(tree(diagnosis));
			case YAML -> new String(Kubectl.yaml(tree(diagnosis)), StandardCharsets.UTF_8).stripTrailing();
			case MARKDOWN ->
				diagnosis.isNamed() ? reports(diagnosis.failures()) : new FailureTable(diagnosis.failures()).markdown();
		};
	}

	private String lines(Diagnosis diagnosis) {
		if (diagnosis.failures().isEmpty()) {
			return "Nothing fails in " + diagnosis.place() + ".";
		}
		return new FailureTable(diagnosis.failures()).text(Ansi.AUTO, this.view == View.WIDE);
	}

	private static String inFull(List<LiveFailure> failures) {
		return failures.stream()
			.map((failure) -> head(failure) + new AnalysisText(Ansi.AUTO).of(failure.analysis()))
			.collect(Collectors.joining("\n\n"));
	}

	// one pod needs none, as it was named
	private static String head(LiveFailure failure) {
		return (failure.count() < 2) ? ""
				: "%d pods of %s: %s%n".formatted(failure.count(), failure.workload(), FailureTable.names(failure));
	}

	private static String reports(List<LiveFailure> failures) {
		return failures.stream()
			.map((failure) -> ReportRenderer.standard()
				.render(failure.evidence(), failure.analysis(), ReportContext.of(failure.evidence().manifest().pod())))
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Of what was named, the first failure with the others below it; else a list.
	 * @param diagnosis the diagnosis
	 * @return an object
	 */
	private static JsonNode tree(Diagnosis diagnosis) {
		List<JsonNode> failures = diagnosis.failures().stream().<JsonNode>map(JSON::valueToTree).toList();
		if (diagnosis.isNamed() && failures.getFirst() instanceof ObjectNode first) {
			first.putArray("alsoFailing").addAll(failures.subList(1, failures.size()));
			return first;
		}
		ObjectNode list = JSON.createObjectNode();
		list.putArray("items").addAll(failures);
		return list;
	}

}
