package dev.heal.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

import dev.heal.HealApplication;

/**
 * Starts Heal against an embedded API server in which five workloads are failing, and
 * sends the alert for them.
 */
final class DemoApplication {

	private static final Path CORPUS = Path.of("src/test/resources/dev/heal/analysis/corpus");

	private DemoApplication() {
	}

	static void main(String[] args) {
		SpringApplication.from(HealApplication::main).with(DemoConfiguration.class).run(args);
	}

	/**
	 * The cluster of the demo.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class DemoConfiguration {

		@Bean
		List<DemoPod> demoPods() {
			return Stream
				.of("java-01-npe-executor", "python-21-fastapi-settings", "node-11-resize-oomkilled",
						"pod-02-image-unauthorized", "go-08-db-refused-fatal")
				.map((recorded) -> DemoPod.recorded(CORPUS.resolve(recorded)))
				.toList();
		}

		@Bean(initMethod = "init", destroyMethod = "destroy")
		KubernetesMockServer apiServer(List<DemoPod> demoPods) {
			return new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(),
					new DemoDispatcher(demoPods), false);
		}

		@Bean
		@Primary
		KubernetesClient demoClient(KubernetesMockServer apiServer) {
			return apiServer.createClient();
		}

		@Bean
		DynamicPropertyRegistrar demoProperties() {
			return (properties) -> {
				properties.add("heal.workspace.root", () -> "./target/workspace");
				properties.add("heal.remediation.namespace", () -> "cto");
				properties.add("heal.remediation.repository-url", () -> "https://git.example.com/shop/platform");
				properties.add("heal.remediation.model", () -> "claude-opus");
				properties.add("heal.remediation.max-active", () -> "10");
			};
		}

		@Bean
		DemoAlert demoAlert(List<DemoPod> demoPods) {
			return new DemoAlert(demoPods);
		}

	}

}
