package dev.heal.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * The cluster of the demo for tests, with a workspace of their own.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import(DemoCluster.class)
class TestCluster {

	// what the OpenAPI document asks for; on the loopback interface nobody looks at it
	@Bean
	MockMvcBuilderCustomizer token() {
		return (builder) -> builder
			.defaultRequest(MockMvcRequestBuilders.get("/").header(HttpHeaders.AUTHORIZATION, "Bearer any"));
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
