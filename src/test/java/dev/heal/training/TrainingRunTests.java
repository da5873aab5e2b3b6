package dev.heal.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.util.TestSocketUtils;

import dev.heal.HealApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TrainingRun}.
 */
class TrainingRunTests {

	@Test
	void takesAlertsAllTheWayToTheirReports(@TempDir Path workspace) throws IOException, InterruptedException {
		int port = TestSocketUtils.findAvailableTcpPort();
		System.setProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY, "http://localhost:" + port);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(HealApplication.class)
			.run("--server.port=0", "--management.server.port=0", "--heal.workspace.root=" + workspace)) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("training", Map.of("heal.training", port)));
			new TrainingRun(context).train();
		}
		finally {
			System.clearProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY);
		}
		assertThat(workspace.resolve("alerts/A7-java.md")).content().contains("Currency.java:12");
		assertThat(workspace.resolve("alerts/A7-python.md")).content().contains("KeyError");
		assertThat(workspace.resolve("alerts/A7-go.md")).content().contains("store.go");
		assertThat(workspace.resolve("alerts/A7-node.md")).content().contains("orders.js");
	}

}
