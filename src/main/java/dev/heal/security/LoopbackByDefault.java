package dev.heal.security;

import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Listens on the loopback interface only, as long as callers are not authenticated and
 * {@code heal.security.open} does not lift that.
 */
class LoopbackByDefault implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!isOn(environment, "heal.security.open") && !knowsCallers(environment)) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("loopback",
						Map.of("server.address", "127.0.0.1", "management.server.address", "127.0.0.1")));
		}
	}

	private static boolean knowsCallers(ConfigurableEnvironment environment) {
		return isOn(environment, "heal.security.token-review")
				|| Stream.of("heal.security.tokens-file", "heal.security.certificates[0].name")
					.anyMatch((property) -> StringUtils.hasText(environment.getProperty(property)));
	}

	private static boolean isOn(ConfigurableEnvironment environment, String property) {
		return environment.getProperty(property, Boolean.class, false);
	}

}
