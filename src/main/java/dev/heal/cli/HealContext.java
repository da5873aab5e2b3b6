package dev.heal.cli;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application behind a command: the beans of the service, without its server, made
 * when a command first needs one.
 */
final class HealContext implements AutoCloseable {

	private final Map<String, Object> properties = new HashMap<>(
			Map.of("spring.main.keep-alive", false, "logging.level.root", "WARN"));

	private final Class<?> application;

	private @Nullable ConfigurableApplicationContext context;

	HealContext(Class<?> application) {
		this.application = application;
	}

	void set(String property, Object value) {
		this.properties.put(property, value);
	}

	<T> T bean(Class<T> type) {
		return context().getBean(type);
	}

	String property(String name) {
		return context().getEnvironment().getRequiredProperty(name);
	}

	private ConfigurableApplicationContext context() {
		ConfigurableApplicationContext present = this.context;
		if (present == null) {
			present = new SpringApplicationBuilder(this.application).web(WebApplicationType.NONE)
				.lazyInitialization(true)
				.logStartupInfo(false)
				.run(arguments());
			this.context = present;
		}
		return present;
	}

	// Arguments count for more than the environment, and before anything else is set up
	private String[] arguments() {
		return this.properties.entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
	}

	@Override
	public void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

}
