package dev.heal.cli;

import java.util.Optional;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/**
 * What is configured of Heal, read as the service reads it, but without starting
 * anything.
 */
final class Settings {

	/**
	 * The namespace where nothing names one.
	 */
	static final String NAMESPACE = "cto";

	private final ConfigurableEnvironment environment = new StandardEnvironment();

	Settings() {
		quieten();
		ConfigDataEnvironmentPostProcessor.applyTo(this.environment);
	}

	private static void quieten() {
		if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
			root.setLevel(Level.ERROR);
		}
	}

	Binder binder() {
		return Binder.get(this.environment);
	}

	Optional<String> property(String name) {
		return Optional.ofNullable(this.environment.getProperty(name));
	}

}
