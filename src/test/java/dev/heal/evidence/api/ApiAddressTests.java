package dev.heal.evidence.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.heal.evidence.StandInApiServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApiAddress}.
 */
class ApiAddressTests {

	private static ApiAddress address(String master, String... exempt) {
		return new ApiAddress(new ConfigBuilder(Config.empty()).withMasterUrl(master)
			.withHttpProxy("http://plain.example.com:3128")
			.withHttpsProxy("proxy.example.com:8888")
			.withNoProxy(exempt)
			.build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://rancher/k8s/clusters/c-1", "https://rancher/k8s/clusters/c-1/" })
	void pathOfTheServerStays(String master) {
		assertThat(address(master).resolve("/api/v1/pods?limit=1"))
			.hasToString("https://rancher/k8s/clusters/c-1/api/v1/pods?limit=1");
	}

	@Test
	void schemeOfTheServerDecidesOnTheProxy() {
		assertThat(address("https://api:6443").proxy())
			.isEqualTo(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example.com", 8888)));
		assertThat(address("http://api:8080").proxy())
			.isEqualTo(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("plain.example.com", 3128)));
	}

	@ParameterizedTest
	@CsvSource({ "api.example.com, api.example.com, true", "api.example.com, .example.com, true",
			"api.example.com, example.com, true", "api.example.com, *.example.com, true",
			"badexample.com, example.com, false", "api.example.com, *, true", "10.1.2.3, 10.0.0.0/8, true",
			"11.1.2.3, 10.0.0.0/8, false", "10.1.2.3, nonsense/8, false", "api.example.com, 10.0.0.0/8, false",
			"API.example.com, api.EXAMPLE.com, true" })
	void someHostsAreReachedWithoutIt(String host, String exempt, boolean isDirect) {
		assertThat(address("https://" + host + ":6443", exempt).proxy().equals(Proxy.NO_PROXY)).isEqualTo(isDirect);
	}

	@Test
	void proxyOfTheKubeconfigIsUsedForObjectsAndLogs(@TempDir Path folder) throws IOException {
		WireMockServer proxy = new WireMockServer(WireMockConfiguration.options().dynamicPort());
		proxy.start();
		try {
			proxy.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(StandInApiServer.json("{\"kind\": \"Pod\"}")));
			ApiServer api = new ApiServer(kubeconfig(folder, "http://api.invalid/clusters/c-1", proxy.baseUrl()),
					StandInApiServer.PROPERTIES, StandInApiServer.LIMITS);
			assertThat(api.get("/api/v1/pods/web-0").path("kind").asString()).isEqualTo("Pod");
			assertThat(api.open("/api/v1/pods/web-0/log").readAllBytes()).isNotEmpty();
			proxy.verify(WireMock.getRequestedFor(WireMock.urlPathEqualTo("/clusters/c-1/api/v1/pods/web-0/log")));
		}
		finally {
			proxy.stop();
		}
	}

	private static Config kubeconfig(Path folder, String server, String proxy) throws IOException {
		Path file = Files.writeString(folder.resolve("config"), """
				apiVersion: v1
				kind: Config
				clusters:
				- name: c
				  cluster: {server: "%s", proxy-url: "%s"}
				contexts:
				- name: c
				  context: {cluster: c, user: u}
				users:
				- name: u
				  user: {token: t}
				current-context: c
				""".formatted(server, proxy));
		return Config.fromKubeconfig(file.toFile());
	}

}
