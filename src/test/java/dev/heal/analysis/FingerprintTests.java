package dev.heal.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the fingerprints of failures: equal for replicas of one, different for any
 * two, even if both happened to the same container of the same workload.
 */
class FingerprintTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * Nothing tells these apart but their workloads.
	 */
	private static final List<List<String>> ALIKE = List.of(List.of("java-30-silent-exit", "shell-08-silent-false"),
			List.of("java-15-oomkilled", "node-11-resize-oomkilled", "redis-05-oomkilled"));

	private static final Analyzer ANALYZER = Analyzers.create();

	@TempDir
	private Path folder;

	static Stream<LabelledCase> cases() {
		return LabelledCase.in(CorpusTests.CORPUS).stream();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void replicasAreOneFailure(LabelledCase labelled) throws IOException {
		Analysis replica = ANALYZER.analyze(new Replica(labelled.evidence()).in(this.folder));
		assertThat(replica.fingerprint()).isEqualTo(ANALYZER.analyze(labelled.evidence()).fingerprint());
	}

	@Test
	void anyTwoCasesAreTwoFailures() {
		assertThat(cases().map((labelled) -> ANALYZER.analyze(labelled.evidence()).fingerprint()))
			.doesNotHaveDuplicates();
	}

	@Test
	void anyTwoCasesOfOneWorkloadAreTwoFailures() {
		Map<String, List<String>> names = cases()
			.collect(Collectors.groupingBy((labelled) -> String.valueOf(sameWorkload(labelled).fingerprint()),
					Collectors.mapping(LabelledCase::name, Collectors.toList())));
		assertThat(names.values().stream().filter((alike) -> alike.size() > 1))
			.containsExactlyInAnyOrderElementsOf(ALIKE);
	}

	private Analysis sameWorkload(LabelledCase labelled) {
		Evidence evidence = labelled.evidence();
		String container = labelled.label().path("container").asString();
		ObjectNode pod = (ObjectNode) rename(evidence.pod(), container);
		ObjectNode metadata = (ObjectNode) pod.path("metadata");
		metadata.put("namespace", "shop");
		metadata.putArray("ownerReferences").addObject().put("kind", "StatefulSet").put("name", "web");
		return ANALYZER.analyze(Evidence.recorded(pod, rename(evidence.events(), container),
				evidence.path(Kind.CURRENT_LOG).orElse(null), evidence.path(Kind.PREVIOUS_LOG).orElse(null)));
	}

	private static JsonNode rename(JsonNode object, String container) {
		return JSON.readTree(JSON.writeValueAsString(object)
			.replace("\"name\":\"" + container + "\"", "\"name\":\"app\"")
			.replace("{" + container + "}", "{app}"));
	}

}
