package dev.heal.security;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Listens on the loopback interface only, as long as callers are not authenticated and
 * {@code heal.security.open} does not lift that.
 */
class LoopbackByDefault implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.getProperty("heal.security.open", Boolean.class, false)) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("loopback",
						Map.of("server.address", "127.0.0.1", "management.server.address", "127.0.0.1")));
		}
	}

}
