package dev.heal.coderun;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CodeRunRefusedException}: what the API server says, and whether it is
 * worth another try.
 */
class CodeRunRefusedExceptionTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			code | message                                                                         | retried
			0    | connection refused                                                              | true
			401  | Unauthorized                                                                    | true
			403  | coderuns.agents.platform "x" is forbidden: exceeded quota: agents, requested: 1 | true
			403  | coderuns.agents.platform is forbidden: User "heal" cannot create resource       | true
			403  | admission webhook "policy" denied the request: no agents on Sunday              | false
			400  | strict decoding error: unknown field "spec.runType"                             | false
			404  | the server could not find the requested resource                                | true
			404  | namespaces "cto" not found                                                      | true
			409  | Operation cannot be fulfilled on resourcequotas "agents"                        | true
			422  | ValidatingAdmissionPolicy 'agents' denied request: not here                     | false
			422  | spec.taskId: Required value                                                     | false
			429  | too many requests                                                               | true
			500  | failed calling webhook "policy": context deadline exceeded                      | true
			503  | apiserver not ready                                                             | true
			""")
	void answerTellsWhetherAnotherTryIsWorthIt(int code, String message, boolean retried) {
		CodeRunRefusedException refused = CodeRunRefusedException
			.of(new KubernetesClientException(message, code, new StatusBuilder().withMessage(message).build()));
		assertThat(refused.retryable()).isEqualTo(retried);
		assertThat(refused).hasMessageContaining(message);
	}

}
