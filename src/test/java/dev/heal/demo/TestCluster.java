package dev.heal.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The cluster of the demo for tests, with a workspace of their own.
 */
@TestConfiguration(proxyBeanMethods = false)
class TestCluster {

	@Bean
	List<DemoPod> demoPods() {
		return DemoPod.all();
	}

	@Bean(initMethod = "init", destroyMethod = "destroy")
	KubernetesMockServer demoServer(List<DemoPod> demoPods) {
		return DemoDispatcher.server(demoPods);
	}

	@Bean
	@Primary
	Config demoCluster(KubernetesMockServer demoServer) {
		return demoServer.createClient().getConfiguration();
	}

	@Bean
	DynamicPropertyRegistrar testProperties() throws IOException {
		Path workspace = Files.createTempDirectory(Path.of("target"), "workspace");
		return (properties) -> {
			DemoApplication.REMEDIATION.forEach((name, value) -> properties.add(name, () -> value));
			properties.add("heal.workspace.root", workspace::toString);
		};
	}

}
