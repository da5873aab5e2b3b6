package dev.heal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Source;
import dev.heal.analysis.WorkloadName;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.Manifest;

/**
 * The facts of the case, a line each: what a reader must know before the first sentence.
 */
final class FactsSection {

	private static final List<String> KINDS = List.of("initContainers", "containers", "ephemeralContainers");

	private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,511}");

	private FactsSection() {
	}

	static String of(Evidence evidence, Analysis analysis, @Nullable String alert) {
		Manifest manifest = evidence.manifest();
		JsonNode pod = evidence.pod();
		List<String> facts = new ArrayList<>();
		facts.add(fact("Namespace", manifest.namespace()));
		if (manifest.file(Kind.OBJECT).isPresent()) {
			facts.add(fact("Object", FailedObject.titled(manifest.title())));
		}
		else {
			facts.addAll(ofPod(pod, manifest, analysis));
		}
		facts.addAll(source(analysis));
		if (alert != null) {
			facts.add("- Alert: " + Markdown.inline(alert));
		}
		return String.join("\n", facts);
	}

	private static List<String> ofPod(JsonNode pod, Manifest manifest, Analysis analysis) {
		List<String> facts = new ArrayList<>();
		facts.add(fact("Workload", WorkloadName.of(pod, manifest.pod())));
		String node = pod.at("/spec/nodeName").asString("");
		facts.add(node.isEmpty() ? "- Node: none yet" : fact("Node", node));
		facts.addAll(container(pod, analysis.container()));
		return facts;
	}

	private static List<String> source(Analysis analysis) {
		Source source = analysis.source();
		if (source == null) {
			return List.of();
		}
		String told = Stream
			.of(part("repository", source.repository()), part("revision", source.revision()),
					part("by", source.owner()), part("chart", source.chart()), part("part of", source.partOf()))
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining(", "));
		return List.of("- Source: " + told);
	}

	private static String part(String what, @Nullable String value) {
		return (value != null) ? what + " " + Markdown.code(value) : "";
	}

	// the container that failed, else the one that the pod is for
	private static List<String> container(JsonNode pod, @Nullable String failed) {
		List<JsonNode> all = KINDS.stream().flatMap((kind) -> pod.path("spec").path(kind).valueStream()).toList();
		return Stream
			.concat(all.stream().filter((container) -> Objects.equals(failed, name(container))),
					pod.path("spec").path("containers").valueStream())
			.findFirst()
			.map((container) -> List.of(image(container) + " (container " + Markdown.code(name(container)) + ")",
					"- Restarts: " + restarts(pod, name(container))))
			.orElse(List.of());
	}

	// the API server takes any text, a sentence too
	private static String image(JsonNode container) {
		String image = container.path("image").asString("");
		return IMAGE.matcher(image).matches() ? fact("Image", image)
				: "- Image: not shown, as what the pod names is no image";
	}

	private static long restarts(JsonNode pod, String container) {
		return Stream.of("initContainerStatuses", "containerStatuses")
			.flatMap((kind) -> pod.path("status").path(kind).valueStream())
			.filter((status) -> container.equals(name(status)))
			.mapToLong((status) -> status.path("restartCount").asLong(0))
			.sum();
	}

	private static String name(JsonNode node) {
		return node.path("name").asString("");
	}

	private static String fact(String what, String value) {
		return "- " + what + ": " + Markdown.code(value);
	}

}
