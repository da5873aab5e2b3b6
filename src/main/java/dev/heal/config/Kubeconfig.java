package dev.heal.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * The way to the API server for a person at a terminal: by the usual kubeconfig rules or,
 * inside a pod, by its service account. Unlike the client it does not go on without what
 * it was told to use.
 */
public final class Kubeconfig {

	/**
	 * Wins over the variable {@code KUBECONFIG}.
	 */
	private static final String PROPERTY = Config.KUBERNETES_KUBECONFIG_FILE;

	private static final int LONGEST_REASON = 200;

	private final Config config;

	private Kubeconfig(Config config) {
		this.config = config;
	}

	/**
	 * Loads it.
	 * @param file the kubeconfig, null for that of the environment
	 * @param context the context in it, null for the current one
	 * @return what it says
	 * @throws KubeconfigException if it cannot be used
	 */
	public static Kubeconfig load(@Nullable String file, @Nullable String context) {
		if (file != null) {
			System.setProperty(PROPERTY, check(Path.of(file)).toString());
		}
		List<Path> files = files();
		if (files.isEmpty() && !isElsewhere()) {
			throw new KubeconfigException("There is no kubeconfig at %s, and this is no pod of a cluster; ".formatted(
					String.join(", ", Config.getKubeconfigFilenames())) + "name one with --kubeconfig or KUBECONFIG");
		}
		files.forEach(Kubeconfig::check);
		return new Kubeconfig(ClientKey.identify(chosen(configure(files, context), files, context)));
	}

	/**
	 * Makes the beans of an application use it.
	 * @param context the application
	 * @param kubeconfig loads it when a bean first needs it
	 */
	public static void register(GenericApplicationContext context, Supplier<Kubeconfig> kubeconfig) {
		context.registerBean("kubernetesConfig", Config.class, () -> kubeconfig.get().config,
				(definition) -> definition.setLazyInit(true));
	}

	/**
	 * Returns the configuration of the client.
	 * @return address and credentials
	 */
	public Config client() {
		return this.config;
	}

	/**
	 * Tells whether a kubeconfig is used, rather than the service account of a pod.
	 * @return whether there is a context
	 */
	public boolean hasContext() {
		return this.config.getCurrentContext() != null;
	}

	/**
	 * Returns the namespace that its context names.
	 * @return the namespace, empty when it names none
	 */
	public Optional<String> namespace() {
		return Optional.ofNullable(this.config.getCurrentContext())
			.map((context) -> context.getContext().getNamespace())
			.filter((name) -> !name.isBlank());
	}

	/**
	 * Tells where the way to the cluster is described.
	 * @return the context and the file
	 */
	public String description() {
		return hasContext()
				? "context %s of %s".formatted(this.config.getCurrentContext().getName(), this.config.getFile())
				: "service account of this pod";
	}

	private static List<Path> files() {
		return Config.getKubeconfigFilenames().stream().map(Path::of).filter(Files::exists).toList();
	}

	private static boolean isElsewhere() {
		return Files.exists(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH))
				|| System.getProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY) != null
				|| System.getenv("KUBERNETES_MASTER") != null;
	}

	private static Path check(Path file) {
		try {
			if (Files.isDirectory(file)) {
				throw new KubeconfigException("The kubeconfig " + file + " is a directory");
			}
			Files.newInputStream(file).close();
			return file;
		}
		catch (NoSuchFileException ex) {
			throw new KubeconfigException("There is no kubeconfig " + file);
		}
		catch (IOException ex) {
			throw new KubeconfigException("The kubeconfig " + file + " cannot be read: permission denied");
		}
	}

	private static Config configure(List<Path> files, @Nullable String context) {
		try {
			return Config.autoConfigure(context);
		}
		catch (RuntimeException ex) {
			throw new KubeconfigException("The kubeconfig %s cannot be read: %s".formatted(names(files), reason(ex)));
		}
	}

	private static String reason(RuntimeException failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String reason = String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " ");
		return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
	}

	private static Config chosen(Config config, List<Path> files, @Nullable String context) {
		if (files.isEmpty()) {
			return config;
		}
		List<String> known = config.getContexts().stream().map(NamedContext::getName).toList();
		if (context != null && !known.contains(context)) {
			throw new KubeconfigException("There is no context %s in the kubeconfig %s; there %s".formatted(context,
					names(files), known.isEmpty() ? "are none" : "is " + String.join(", ", known)));
		}
		if (config.getCurrentContext() == null) {
			throw new KubeconfigException(
					"The kubeconfig %s has no current context; name one with --context".formatted(names(files)));
		}
		return config;
	}

	private static String names(List<Path> files) {
		return files.stream().map(Path::toString).collect(Collectors.joining(", "));
	}

	/**
	 * A kubeconfig cannot be used.
	 */
	public static final class KubeconfigException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		KubeconfigException(String message) {
			super(message);
		}

	}

}
