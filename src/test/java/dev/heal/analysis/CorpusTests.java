package dev.heal.analysis;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the analysis to its score on the labelled cases.
 */
class CorpusTests {

	static final Path CORPUS = Path.of("src/test/resources/dev/heal/analysis/corpus");

	private static final List<LabelledCase> CASES = LabelledCase.in(CORPUS);

	private static List<Analysis> analyses = List.of();

	@BeforeAll
	static void analyze() {
		Analyzer analyzer = Analyzer.create();
		analyses = CASES.stream().map((labelled) -> analyzer.analyze(labelled.evidence())).toList();
	}

	@Test
	void causeIsRight() {
		assertThat(share(LabelledCase::isCause)).isGreaterThanOrEqualTo(0.97);
	}

	@Test
	void excerptHoldsTheError() {
		assertThat(share(LabelledCase::isExcerpt)).isGreaterThanOrEqualTo(0.97);
	}

	@Test
	void locationIsTheFirstOwnFrame() {
		assertThat(share(LabelledCase::isLocation)).isGreaterThanOrEqualTo(0.95);
	}

	@Test
	void harmlessLinesAreNotTheError() {
		assertThat(share(LabelledCase::isNoHerring)).isEqualTo(1);
	}

	private static double share(BiPredicate<LabelledCase, Analysis> right) {
		long count = 0;
		for (int index = 0; index < CASES.size(); index++) {
			count += right.test(CASES.get(index), analyses.get(index)) ? 1 : 0;
		}
		return (double) count / CASES.size();
	}

}
