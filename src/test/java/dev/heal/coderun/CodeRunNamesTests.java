package dev.heal.coderun;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CodeRunNames}.
 */
class CodeRunNamesTests {

	private static final String FAILURE = "b1946ac92492d234";

	@Test
	void nameIsTheSameForTheSameFailureAndAttempt() {
		assertThat(CodeRunNames.coderun(FAILURE, 1, null)).isEqualTo(CodeRunNames.coderun(FAILURE, 1, null))
			.matches("heal-remediation-task[1-9]\\d{0,9}-a7-[0-9a-f]{8}");
	}

	@Test
	void attemptsOfOneFailureHaveDifferentNamesAndOneNumber() {
		String first = CodeRunNames.coderun(FAILURE, 1, null);
		String second = CodeRunNames.coderun(FAILURE, 2, null);
		assertThat(first).isNotEqualTo(second);
		assertThat(first.substring(0, first.length() - 8)).isEqualTo(second.substring(0, second.length() - 8));
	}

	@ParameterizedTest
	@CsvSource({ "42,42", "JIRA-12,jira-12", "a/b c,a-b-c", "-x-,x" })
	void explicitTaskIdStandsInTheName(String taskId, String part) {
		assertThat(CodeRunNames.coderun(FAILURE, 1, taskId)).startsWith("heal-remediation-task" + part + "-a7-");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "…", "___", "äöü" })
	void taskIdOfWhichNothingRemainsGivesWayToTheNumber(String taskId) {
		assertThat(CodeRunNames.coderun(FAILURE, 1, taskId)).isEqualTo(CodeRunNames.coderun(FAILURE, 1, null));
	}

	@Test
	void namesAreLegalWhateverTheTaskId() {
		IntStream.range(0, 500)
			.mapToObj((i) -> CodeRunNames.coderun(FAILURE, i, "Ab-9/._".repeat(i)))
			.forEach((name) -> assertThat(name).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"));
	}

	@Test
	void numbersArePositiveIntegers() {
		assertThat(IntStream.range(0, 5000).mapToLong((i) -> CodeRunNames.number("failure " + i)))
			.allMatch((number) -> number >= 1 && number <= 2147483647L);
	}

	@ParameterizedTest
	@CsvSource({ "42,42", "0,0", "2147483647,2147483647" })
	void numericTaskIdIsItself(String taskId, long number) {
		assertThat(CodeRunNames.task(taskId)).isEqualTo(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "JIRA-12", "-1", "4.2", "99999999999999999999" })
	void otherTaskIdsGetAStableNumber(String taskId) {
		assertThat(CodeRunNames.task(taskId)).isEqualTo(CodeRunNames.task(taskId)).isBetween(1L, 2147483647L);
	}

	@ParameterizedTest
	@CsvSource({ "web-0,web-0", "web.0.,web.0", "__a,a", "a/b,a-b", "'',''", "…,''" })
	void labelsAreCutToWhatIsLegal(String text, String label) {
		assertThat(CodeRunNames.label(text)).isEqualTo(label);
	}

	@Test
	void longLabelsAreCut() {
		assertThat(CodeRunNames.label("a".repeat(62) + ".b")).isEqualTo("a".repeat(62));
	}

	@Test
	void leasesAreNamedAfterFailureAndAttempt() {
		assertThat(CodeRunNames.lease(FAILURE, 2)).isEqualTo("heal-remediation-b1946ac92492d234-2");
	}

}
