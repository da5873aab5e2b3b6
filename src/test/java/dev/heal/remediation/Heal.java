package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Heal of which only the remediation runs, against a given API server.
 */
final class Heal implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private Heal(KubernetesClient client, Clock clock, @Nullable IncidentCallback findings,
			Map<String, Object> properties) {
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		this.context.registerBean(KubernetesClient.class, () -> client, (bean) -> bean.setDestroyMethodName(""));
		if (findings != null) {
			this.context.registerBean(IncidentCallback.class, () -> findings);
		}
		this.context.registerBean(Clock.class, () -> clock);
		this.context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
		this.context.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
		this.context.register(Configuration.class);
		this.context.refresh();
	}

	static Heal start(KubernetesClient client, Clock clock, Path workspace, String... properties) {
		return start(client, clock, workspace, null, properties);
	}

	static Heal start(KubernetesClient client, Clock clock, Path workspace, @Nullable IncidentCallback findings,
			String... properties) {
		Map<String, Object> all = new HashMap<>(Map.of("heal.workspace.root", workspace.toString(),
				"heal.remediation.namespace", "cto", "heal.remediation.repository-url", "https://git.example/acme/shop",
				"heal.remediation.model", "opus"));
		for (String property : properties) {
			String[] parts = property.split("=", 2);
			all.put(parts[0], parts[1]);
		}
		return new Heal(client, clock, findings, all);
	}

	Remediations remediations() {
		return get(Remediations.class);
	}

	<T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@ComponentScan({ "dev.heal.coderun", "dev.heal.remediation", "dev.heal.workspace" })
	@ConfigurationPropertiesScan({ "dev.heal.coderun", "dev.heal.remediation", "dev.heal.workspace" })
	@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
	static class Configuration {

	}

}
