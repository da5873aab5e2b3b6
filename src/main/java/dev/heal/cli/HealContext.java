package dev.heal.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.heal.config.Kubeconfig;

/**
 * The application behind a command: the beans of the service, without its server, made
 * when a command first needs one.
 */
final class HealContext implements AutoCloseable {

	private final Map<String, Object> properties = new HashMap<>(
			Map.of("spring.main.keep-alive", false, "logging.level.root", "WARN"));

	private final Class<?> application;

	private Reach reach = new Reach();

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

	/**
	 * Returns where the logs of the workspace are.
	 * @return an absolute path
	 */
	Path logs() {
		Settings settings = new Settings();
		String root = property(settings, "heal.workspace.root").orElse("/workspace/watch");
		Path logs = property(settings, "heal.workspace.logs").map(Path::of).orElse(Path.of(root, "logs"));
		return logs.toAbsolutePath().normalize();
	}

	private Optional<String> property(Settings settings, String name) {
		return Optional.ofNullable(this.properties.get(name)).map(String::valueOf).or(() -> settings.property(name));
	}

	/**
	 * Says which cluster the beans are for.
	 * @param reach where it is; asked when a bean needs it
	 */
	void reach(Reach reach) {
		this.reach = reach;
	}

	/**
	 * Returns the namespace of a command that names none.
	 * @return what is configured, else what the kubeconfig's context names, else the
	 * default
	 */
	String namespace() {
		return Optional.ofNullable(context().getEnvironment().getProperty("heal.namespace"))
			.or(this.reach::namespace)
			.orElse(Settings.NAMESPACE);
	}

	private ConfigurableApplicationContext context() {
		ConfigurableApplicationContext present = this.context;
		if (present == null) {
			present = new SpringApplicationBuilder(this.application).web(WebApplicationType.NONE)
				.lazyInitialization(true)
				.logStartupInfo(false)
				.initializers(this::register)
				.run(arguments());
			this.context = present;
		}
		return present;
	}

	private void register(ConfigurableApplicationContext context) {
		Kubeconfig.register((GenericApplicationContext) context, () -> this.reach.load());
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
			this.context = null;
		}
	}

}
