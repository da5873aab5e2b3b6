package dev.heal.leadership;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a Heal answers while another one holds the lease.
 */
@HealTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.leader-election.enabled=true",
				"heal.leader-election.namespace=heal" })
@Import(FollowerTests.OtherReplica.class)
class FollowerTests {

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			POST   | /alerts/a7                     | 503
			DELETE | /remediations/heal-remediation-task1-a7-00000000 | 503
			POST   | :/actuator/remediations        | 503
			GET    | :/actuator/remediations        | 200
			GET    | /alerts/a7                     | 200
			GET    | :/actuator/health/readiness    | 503
			GET    | :/actuator/health/liveness     | 200
			""")
	void changesAreLeftToTheLeader(String method, String path, int status) throws Exception {
		URI uri = URI.create(
				"http://localhost:" + (path.startsWith(":") ? this.managementPort : this.port) + path.replace(":", ""));
		HttpRequest request = HttpRequest.newBuilder(uri)
			.method(method, HttpRequest.BodyPublishers.ofString("{\"paused\": true}"))
			.header("Content-Type", "application/json")
			.build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(status);
			if (!method.equals("GET")) {
				assertThat(answer.body()).contains("Another replica leads");
				assertThat(answer.headers().firstValue("Retry-After")).contains("5");
			}
		}
	}

	/**
	 * The replica that leads, and renewed its lease for the time of the test.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class OtherReplica {

		@Bean
		Lease heldLease(KubernetesClient client) {
			ZonedDateTime renewed = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
			return client
				.resource(new LeaseBuilder().withNewMetadata()
					.withNamespace("heal")
					.withName("heal")
					.endMetadata()
					.withNewSpec()
					.withHolderIdentity("other")
					.withLeaseDurationSeconds(15)
					.withAcquireTime(renewed)
					.withRenewTime(renewed)
					.withLeaseTransitions(0)
					.endSpec()
					.build())
				.create();
		}

	}

}
