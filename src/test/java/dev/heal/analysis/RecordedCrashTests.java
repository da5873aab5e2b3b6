package dev.heal.analysis;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Analyses what programs in many languages, and servers and tools of many kinds, wrote
 * when they failed or were only stopped, by the rules by which the labelled cases are
 * scored. Those in {@code transcribed} are written down in the form of a runtime or of a
 * container runtime's own files, those in {@code reports} are made after public reports,
 * the others are recorded as they are.
 */
class RecordedCrashTests {

	private static final Path RECORDED = Path.of("src/test/resources/dev/heal/analysis");

	private static final Analyzer ANALYZER = Analyzers.create();

	static Stream<LabelledCase> failures() {
		return Stream.of("languages", "servers", "transcribed", "reports")
			.map(RECORDED::resolve)
			.map(LabelledCase::in)
			.flatMap(List::stream);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void causeIsTheLabelledOne(LabelledCase failure) {
		Analysis analysis = ANALYZER.analyze(failure.evidence());
		assertThat(failure.isAcceptableCause(analysis)).as(analysis::toString).isTrue();
	}

	@ParameterizedTest
	@MethodSource("failures")
	void excerptHoldsTheErrorAndNoRedHerringIsTakenForIt(LabelledCase failure) {
		Analysis analysis = ANALYZER.analyze(failure.evidence());
		assertThat(failure.isExcerpt(analysis)).as(analysis::toString).isTrue();
		assertThat(failure.isNoHerring(analysis)).as(analysis::toString).isTrue();
	}

	@ParameterizedTest
	@MethodSource("failures")
	void locationIsTheFirstFrameOfTheApplication(LabelledCase failure) {
		Analysis analysis = ANALYZER.analyze(failure.evidence());
		assertThat(failure.isLocation(analysis)).as(analysis::toString).isTrue();
	}

	@ParameterizedTest
	@MethodSource("failures")
	void remedyNamesTheThingToChange(LabelledCase failure) {
		Analysis analysis = ANALYZER.analyze(failure.evidence());
		assertThat(failure.isRemedy(analysis)).as(analysis::toString).isTrue();
	}

}
