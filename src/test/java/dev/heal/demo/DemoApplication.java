package dev.heal.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.StringUtils;

import dev.heal.HealApplication;

/**
 * Starts Heal against an embedded API server in which five workloads are failing, and
 * which it watches itself.
 */
@SpringBootApplication
@TestComponent
class DemoApplication {

	private static final Path WORKSPACE = Path.of("target/workspace");

	static final Map<String, String> REMEDIATION = Map.of("heal.remediation.namespace", "cto",
			"heal.remediation.repository-url", "https://git.example.com/shop/platform", "heal.remediation.model",
			"claude-opus", "heal.remediation.max-active", "10");

	static final Map<String, String> WATCH = Map.of("heal.watch.enabled", "true");

	// The cluster is a new one each time, so what was kept of the former one is wrong
	static void main(String[] args) throws IOException {
		FileSystemUtils.deleteRecursively(WORKSPACE);
		System.out.printf("%nStarting an embedded API server with five failing workloads, and Heal ...%n");
		String[] settings = Stream
			.of(REMEDIATION.entrySet(), WATCH.entrySet(), Map.of("logging.level.root", "WARN").entrySet())
			.flatMap(Set::stream)
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
		SpringApplication.from(HealApplication::main)
			.with(DemoConfiguration.class)
			.run(StringUtils.concatenateStringArrays(settings, args));
	}

	/**
	 * The demo beside its cluster.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	@Import(DemoCluster.class)
	static class DemoConfiguration {

		@Bean
		DemoReport demoReport(List<DemoPod> demoPods, @Value("${demo.token:}") String token) {
			return new DemoReport(demoPods, token);
		}

	}

}
