package dev.heal.analysis;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the analysis to the label of each case of the corpus.
 */
class CorpusTests {

	static final Path CORPUS = Path.of("src/test/resources/dev/heal/analysis/corpus");

	private static final Analyzer ANALYZER = Analyzers.create();

	static List<LabelledCase> cases() {
		return LabelledCase.in(CORPUS);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void answerIsTheLabelledOne(LabelledCase labelled) {
		Analysis analysis = ANALYZER.analyze(labelled.evidence());
		assertThat(labelled.isCause(analysis)).as("cause of %s", analysis).isTrue();
		assertThat(labelled.isExcerpt(analysis)).as("excerpt of %s", analysis).isTrue();
		assertThat(labelled.isLocation(analysis)).as("location of %s", analysis).isTrue();
		assertThat(labelled.isNoHerring(analysis)).as("error line of %s", analysis).isTrue();
	}

}
