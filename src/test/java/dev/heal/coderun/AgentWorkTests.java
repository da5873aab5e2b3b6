package dev.heal.coderun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AgentWork}.
 */
class AgentWorkTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					opened https://github.com/acme/shop/pull/17 for you        | https://github.com/acme/shop/pull/17                          | -
					see (https://git.example.com/a/b/c/-/merge_requests/3).    | https://git.example.com/a/b/c/-/merge_requests/3              | -
					https://bitbucket.org/acme/shop/pull-requests/9#comment    | https://bitbucket.org/acme/shop/pull-requests/9               | -
					committed 1f0c2b3d4e5f and pushed                          | -                                                             | 1f0c2b3d4e5f
					commit: `1F0C2B3` on main                                  | -                                                             | 1F0C2B3
					https://github.com/acme/shop/commit/1f0c2b3d4e             | -                                                             | 1f0c2b3d4e
					http://github.com/acme/shop/pull/17                        | -                                                             | -
					https://github.com/acme/shop/pulls                         | -                                                             | -
					deferred to the next sprint                                | -                                                             | -
					the commit message is defaced                              | -                                                             | -
					""")
	void lastWordsTellWhatIsLeft(String message, String pullRequest, String commit) {
		assertThat(AgentWork.of(status(message, null))).isEqualTo(new AgentWork(pullRequest, commit));
	}

	@Test
	void fieldCountsForMoreThanTheMessage() {
		assertThat(AgentWork.of(status("https://github.com/acme/shop/pull/1", "https://github.com/acme/shop/pull/2"))
			.pullRequest()).isEqualTo("https://github.com/acme/shop/pull/2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "data:text/html,x", "//evil.example/x",
			"https://a.example/pull/1\" x", "https://a.example/pull/1) [x](http://evil.example", "file:///etc/passwd",
			" https://a.example/pull/1" })
	void addressThatNobodyShouldFollowIsNone(String address) {
		assertThat(AgentWork.of(status("", address)).pullRequest()).isNull();
	}

	private static CodeRunStatus status(String message, String pullRequest) {
		return new CodeRunStatus("Succeeded", message, null, null, pullRequest, null, null, null, null, null, null,
				null, null);
	}

}
