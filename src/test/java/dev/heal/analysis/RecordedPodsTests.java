package dev.heal.analysis;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Analyses pods, events and logs as a real cluster gave them, each made to fail in one
 * way.
 */
class RecordedPodsTests {

	private static final Analyzer ANALYZER = Analyzers.create();

	private static final Path PODS = Path.of("src/test/resources/dev/heal/analysis/pods");

	static Stream<LabelledCase> pods() {
		return LabelledCase.in(PODS).stream();
	}

	@ParameterizedTest
	@MethodSource("pods")
	void answerIsTheLabelledOne(LabelledCase pod) {
		Analysis analysis = ANALYZER.analyze(pod.evidence());
		SoftAssertions.assertSoftly((softly) -> {
			softly.assertThat(pod.isAcceptableCause(analysis)).as(() -> analysis.toString()).isTrue();
			softly.assertThat(analysis.subtype()).isEqualTo(wanted(pod, "subtype", analysis.subtype()));
			softly.assertThat(analysis.container()).isEqualTo(wanted(pod, "container", analysis.container()));
			softly.assertThat(analysis.confidence()).isBetween(0.0, 1.0);
		});
	}

	@ParameterizedTest
	@MethodSource("pods")
	void everyClaimRestsOnEvidence(LabelledCase pod) {
		Analysis analysis = ANALYZER.analyze(pod.evidence());
		assertThat(analysis.claims()).isNotEmpty().allSatisfy((claim) -> {
			assertThat(claim.line() == null).isNotEqualTo(claim.path() == null);
			if (claim.path() != null) {
				JsonNode object = claim.file().equals("pod.json") ? pod.evidence().pod() : pod.evidence().events();
				assertThat(object.at(claim.path()).isMissingNode()).as(claim.toString()).isFalse();
			}
		});
	}

	private static @Nullable String wanted(LabelledCase pod, String field, @Nullable String given) {
		JsonNode wanted = pod.label().path(field);
		return wanted.isString() ? wanted.asString() : given;
	}

}
