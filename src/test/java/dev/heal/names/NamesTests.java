package dev.heal.names;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for names: what Kubernetes takes is one, and nothing else.
 */
class NamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "0", "web-0", "a.b", "web-0.1.x", "a--b", "1-2.3-4" })
	void podsMayHaveDots(String name) {
		assertThat(new PodName(name)).hasToString(name);
		assertThat(CodeRunName.isValid(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", "../../logs", "a/b", "a\\b", "/etc", "-a", "a-", "a..b", "a.-b",
			"a-.b", ".a", "a.", "A", "a_b", "a b", "a\n", "\na", "a\u0000", "a\u001b[2J", "a\u202eb", "a\u2028b", "ａ",
			"а", "a\u0301", "%2e%2e", "a%00", "ﬀ", "١" })
	void restIsNoNameOfAnything(String name) {
		assertThat(PodName.isValid(name)).isFalse();
		assertThat(NamespaceName.isValid(name)).isFalse();
		assertThat(ContainerName.isValid(name)).isFalse();
		assertThat(CodeRunName.isValid(name)).isFalse();
		assertThatExceptionOfType(InvalidNameException.class).isThrownBy(() -> new PodName(name))
			.withMessageMatching("'[ -~…]*' is no name of a pod: .*253.*");
	}

	@Test
	void namesHaveTheirLengths() {
		assertThat(PodName.isValid("a".repeat(253))).isTrue();
		assertThat(PodName.isValid("a".repeat(254))).isFalse();
		assertThat(NamespaceName.isValid("a".repeat(63))).isTrue();
		assertThat(NamespaceName.isValid("a".repeat(64))).isFalse();
		assertThat(NamespaceName.isValid("a.b")).isFalse();
		assertThat(ContainerName.isValid("a.b")).isFalse();
		assertThat(TaskId.isValid("7".repeat(128))).isTrue();
		assertThat(TaskId.isValid("7".repeat(129))).isFalse();
	}

	@Test
	void messageStaysShortWhateverWasGiven() {
		assertThatExceptionOfType(InvalidNameException.class).isThrownBy(() -> new PodName("A".repeat(95_000_000)))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(200));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "42", "0", "TASK-7", "team/repo#12", "#12", "fix the login", "задача-7", "a.b:c_d", "v1.0+x" })
	void taskIdsAreWhatPeopleWrite(String id) {
		assertThat(new TaskId(id)).hasToString(id);
		assertThat(TaskId.find(id)).contains(new TaskId(id));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", " 42", "42 ", "4\n2", "42\r", "4\t2", "4\u00002", "\u001b[31m42", "4\u202e2",
			"4\u200b2", "4\u20282", "4\u00a02", "4\u30002", "4\ufeff2", "$(HOME)", "42$", "`id`", "42;id", "a|b", "a&b",
			"'", "\"", "a\\b", "<b>", "\u3164", "4\ufe0f2", "\udb40\udc41", "\ud800" })
	void taskIdsAreOneLineOfVisibleCharacters(String id) {
		assertThat(TaskId.find(id)).isEmpty();
		assertThatExceptionOfType(InvalidNameException.class).isThrownBy(() -> new TaskId(id))
			.withMessageMatching("'[ -~…]*' is no task id: .*");
	}

}
