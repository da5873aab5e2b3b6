package dev.heal.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * The kubectl that the evidence is compared with: the property {@code heal.kubectl} or
 * the variable {@code HEAL_KUBECTL} names its command.
 */
class ReferenceKubectl {

	static final String VERSION = "v1.33.";

	private static final String REMOVED = "unable to retrieve container logs for ";

	private final List<String> command = List.of(Optional.ofNullable(System.getProperty("heal.kubectl"))
		.filter((text) -> !text.isBlank())
		.or(() -> Optional.ofNullable(System.getenv("HEAL_KUBECTL")))
		.orElse("kubectl")
		.split(" "));

	String version() {
		try {
			return run("version", "--client", "-o", "json").orElse("")
				.lines()
				.filter((line) -> line.contains("gitVersion"))
				.map((line) -> line.replaceAll(".*: \"|\".*", ""))
				.findFirst()
				.orElse("unknown");
		}
		catch (UncheckedIOException ex) {
			return "none";
		}
	}

	/**
	 * Prints what the four files of a pod are to hold.
	 * @param pod the pod
	 * @return by the name of the file, its text, one byte a character; no entry for a log
	 * that there is not
	 */
	Map<String, String> evidence(Pod pod) {
		String name = pod.getMetadata().getName();
		String namespace = "--namespace=" + pod.getMetadata().getNamespace();
		Map<String, String> result = new TreeMap<>();
		logs(pod, namespace).ifPresent((log) -> result.put("current.log", log));
		logs(pod, namespace, "--previous").ifPresent((log) -> result.put("previous.log", log));
		run(namespace, "get", "events", "--field-selector", "involvedObject.name=" + name, "-o", "yaml")
			.ifPresent((events) -> result.put("events.yaml", events));
		run(namespace, "describe", "pod", name).ifPresent((text) -> result.put("describe.txt", text));
		return result;
	}

	private Optional<String> logs(Pod pod, String... options) {
		List<String> containers = containers(pod);
		Map<String, String> logs = containers.stream()
			.flatMap((container) -> log(pod, container, options).stream().map((log) -> Map.entry(container, log)))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		if (containers.size() == 1) {
			return Optional.ofNullable(logs.get(containers.getFirst()));
		}
		return containers.stream()
			.filter(logs::containsKey)
			.map((container) -> "==> " + container + " <==\n" + logs.get(container))
			.reduce((log, next) -> log + (log.endsWith("\n") ? "\n" : "\n\n") + next);
	}

	private Optional<String> log(Pod pod, String container, String... options) {
		if (pod.getSpec().getNodeName() == null) {
			return Optional.empty();
		}
		return run(Stream
			.concat(Stream.of("logs", pod.getMetadata().getName(), "--tail=10000", "--container=" + container),
					Stream.of(options))
			.toArray(String[]::new)).filter((log) -> !log.startsWith(REMOVED));
	}

	private static List<String> containers(Pod pod) {
		return Stream
			.of(pod.getSpec().getInitContainers().stream().map(Container::getName),
					pod.getSpec().getContainers().stream().map(Container::getName),
					pod.getSpec().getEphemeralContainers().stream().map(EphemeralContainer::getName))
			.flatMap((names) -> names)
			.toList();
	}

	private Optional<String> run(String... arguments) {
		try {
			ProcessBuilder builder = new ProcessBuilder(
					Stream.concat(this.command.stream(), Stream.of(arguments)).toList())
				.redirectError(ProcessBuilder.Redirect.DISCARD);
			builder.environment().put("TZ", "UTC");
			Process process = builder.start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			return (process.waitFor() == 0) ? Optional.of(output) : Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not run " + this.command, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while running " + this.command, ex);
		}
	}

}
