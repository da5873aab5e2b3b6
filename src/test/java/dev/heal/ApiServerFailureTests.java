package dev.heal;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an API server that fails Heal.
 */
@SpringBootTest(classes = HealApplication.class,
		properties = { "heal.evidence.retries=0", "heal.evidence.request-timeout=500ms",
				"heal.evidence.stall-timeout=500ms", "heal.kubernetes.retries=0",
				"heal.kubernetes.request-timeout=500ms", "heal.workspace.root=target/failing-api-server" })
@AutoConfigureMockMvc
@Import(ApiServerFailureTests.ApiServerConfiguration.class)
class ApiServerFailureTests {

	private static final String COLLECT = "/pods/web-0/logs?namespace=shop";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private WireMockServer apiServer;

	@AfterEach
	void reset() {
		this.apiServer.resetAll();
	}

	@Test
	void brokenApiServerIsABadGateway() {
		this.apiServer.stubFor(WireMock.any(WireMock.anyUrl())
			.willReturn(WireMock.aResponse()
				.withStatus(500)
				.withBody("{\"kind\": \"Status\", \"message\": \"etcdserver: request timed out\"}")));
		assertThat(collect()).hasStatus(502).bodyText().contains("etcdserver: request timed out");
	}

	@Test
	void refusedRightIsABadGateway() {
		this.apiServer.stubFor(WireMock.any(WireMock.anyUrl())
			.willReturn(WireMock.aResponse()
				.withStatus(403)
				.withBody("{\"kind\": \"Status\", \"message\": \"pods \\\"web-0\\\" is forbidden\"}")));
		assertThat(collect()).hasStatus(502).bodyText().contains("is forbidden");
	}

	@Test
	void slowApiServerIsAGatewayTimeout() {
		this.apiServer.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok("{}").withFixedDelay(3000)));
		assertThat(collect()).hasStatus(504);
	}

	@Test
	void remediationWithoutApiServerIsABadGateway() {
		this.apiServer.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.serverError()));
		assertThat(this.mvc.get().uri("/remediations")).hasStatus(502)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void alertIsTakenWithoutApiServer() {
		this.apiServer.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.serverError()));
		assertThat(this.mvc.post().uri("/alerts/a7").contentType(MediaType.APPLICATION_JSON).content("""
				{"version": "4", "alerts": [{"status": "firing", "fingerprint": "1", "startsAt": "2026-11-22T08:00:00Z",
				  "labels": {"namespace": "shop", "pod": "web-0"}}]}""")).hasStatus(202);
		assertThat(this.mvc.get().uri("/alerts/a7/shop/web-0")).hasStatusOk();
	}

	private MvcTestResult collect() {
		MvcTestResult result = this.mvc.post().uri(COLLECT).exchange();
		assertThat(result).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return result;
	}

	/**
	 * An API server that answers as each test says.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class ApiServerConfiguration {

		@Bean(destroyMethod = "stop")
		WireMockServer failing() {
			WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
			server.start();
			return server;
		}

		@Bean
		@Primary
		Config failingConfig(WireMockServer failing) {
			return new ConfigBuilder(Config.empty()).withMasterUrl(failing.baseUrl())
				.withRequestRetryBackoffLimit(0)
				.withRequestTimeout(500)
				.withConnectionTimeout(500)
				.build();
		}

	}

}
