package dev.heal.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the examples for the Prometheus operator say what those for plain Prometheus
 * and Alertmanager say.
 */
class AlertmanagerExamplesTests {

	private static final Path FOLDER = Path.of("docs/alertmanager");

	@Test
	void prometheusRuleHoldsTheSameGroups() {
		assertThat(at(read("prometheusrule.yaml"), "spec", "groups")).isEqualTo(at(read("rules.yaml"), "groups"));
	}

	@Test
	void alertmanagerConfigHasTheSameRouteAndReceiver() {
		Map<?, ?> route = (Map<?, ?>) ((List<?>) at(read("alertmanager.yaml"), "route", "routes")).getFirst();
		Map<?, ?> operators = (Map<?, ?>) at(read("alertmanagerconfig.yaml"), "spec", "route");
		assertThat(operators.get("groupBy")).isEqualTo(route.get("group_by"));
		assertThat(operators.get("groupWait")).isEqualTo(route.get("group_wait"));
		assertThat(operators.get("groupInterval")).isEqualTo(route.get("group_interval"));
		assertThat(operators.get("repeatInterval")).isEqualTo(route.get("repeat_interval"));
		assertThat(at(read("alertmanagerconfig.yaml"), "spec", "receivers", "0", "webhookConfigs", "0", "url"))
			.isEqualTo(at(read("alertmanager.yaml"), "receivers", "1", "webhook_configs", "0", "url"));
		assertThat(at(read("alertmanagerconfig.yaml"), "spec", "receivers", "0", "webhookConfigs", "0", "httpConfig",
				"authorization", "credentials", "key"))
			.isEqualTo("alertmanager");
	}

	private static Object at(Object node, String... path) {
		Object found = node;
		for (String step : path) {
			found = (found instanceof List<?> list) ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) found).get(step);
		}
		return found;
	}

	private static Object read(String name) {
		try {
			return new Yaml().load(Files.readString(FOLDER.resolve(name)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
