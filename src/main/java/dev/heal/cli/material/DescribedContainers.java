package dev.heal.cli.material;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.cli.material.DescribeText.Field;

/**
 * The containers of a description.
 */
final class DescribedContainers {

	private static final Pattern REFERENCE = Pattern
		.compile("<set to the key '([^']*)' (?:of config map|in secret) '([^']*)'>\\s*(?:Optional: (\\w+))?");

	private static final Pattern PROBE = Pattern
		.compile("(\\S+) (\\S+)?.*?delay=(\\d+)s timeout=(\\d+)s period=(\\d+)s #success=(\\d+) #failure=(\\d+)");

	private static final Pattern HTTP = Pattern.compile("(https?)://([^:/]*):([^/ ]+)(/\\S*)?");

	private static final Pattern PORT = Pattern.compile("(\\d+)/([A-Z]+)");

	private static final Pattern MOUNT = Pattern.compile("(\\S+) from (\\S+) \\((\\w+).*");

	private static final Set<String> STATES = Set.of("State", "Last State");

	private final ObjectNode container;

	private final ObjectNode status;

	private String section = "";

	private ObjectNode state = DescribeText.JSON.createObjectNode();

	private DescribedContainers(ObjectNode container, ObjectNode status) {
		this.container = container;
		this.status = status;
	}

	static void read(String list, List<String> lines, ObjectNode spec, ObjectNode status) {
		ArrayNode containers = spec.putArray(list);
		ArrayNode statuses = status.putArray(list.substring(0, list.length() - 1) + "Statuses");
		int index = 0;
		while (index < lines.size()) {
			int end = index + 1;
			while (end < lines.size() && head(lines.get(end)).isEmpty()) {
				end++;
			}
			List<String> body = lines.subList(index + 1, end);
			head(lines.get(index)).ifPresent((head) -> container(head.name(), body, containers, statuses));
			index = end;
		}
	}

	private static Optional<Field> head(String line) {
		return DescribeText.field(line).filter((field) -> field.indent() == 2 && field.value().isEmpty());
	}

	private static void container(String name, List<String> lines, ArrayNode containers, ArrayNode statuses) {
		ObjectNode status = DescribeText.JSON.createObjectNode().put("name", name);
		DescribedContainers reader = new DescribedContainers(containers.addObject().put("name", name), status);
		lines.forEach(reader::line);
		if (status.has("state") || status.has("restartCount")) {
			statuses.add(status);
		}
	}

	private void line(String line) {
		Optional<Field> field = DescribeText.field(line);
		if (field.isPresent() && field.get().indent() == 4) {
			this.section = field.get().name();
			field(field.get());
		}
		else {
			detail(line, field);
		}
	}

	private void field(Field field) {
		switch (field.name()) {
			case "Image" -> {
				this.container.put("image", field.value());
				this.status.put("image", field.value());
			}
			case "Image ID" -> this.status.put("imageID", field.value());
			case "Container ID" -> this.status.put("containerID", field.value());
			case "Ready" -> this.status.put("ready", field.value().equals("True"));
			case "Restart Count" -> this.status.put("restartCount", number(field.value()));
			case "State" -> this.state = state(field.value(), this.status.putObject("state"));
			case "Last State" -> this.state = state(field.value(), this.status.putObject("lastState"));
			case "Liveness" -> probe("livenessProbe", field.value());
			case "Readiness" -> probe("readinessProbe", field.value());
			case "Startup" -> probe("startupProbe", field.value());
			case "Port", "Ports" -> ports(field.value());
			default -> {
			}
		}
	}

	private static ObjectNode state(String value, ObjectNode target) {
		return target.putObject(switch (value) {
			case "Running" -> "running";
			case "Terminated" -> "terminated";
			default -> "waiting";
		});
	}

	private void detail(String line, Optional<Field> field) {
		switch (this.section) {
			case "State", "Last State" ->
				field.filter((detail) -> detail.indent() == 6).ifPresentOrElse(this::ending, () -> message(line));
			case "Command" -> this.container.withArray("command").add(line.strip());
			case "Args" -> this.container.withArray("args").add(line.strip());
			case "Limits" -> field.ifPresent((limit) -> resource("limits", limit));
			case "Requests" -> field.ifPresent((request) -> resource("requests", request));
			case "Environment" -> field.ifPresent(this::variable);
			case "Environment Variables from" -> source(line.strip());
			case "Mounts" -> mount(line.strip());
			default -> {
			}
		}
	}

	private void ending(Field field) {
		switch (field.name()) {
			case "Reason" -> this.state.put("reason", field.value());
			case "Message" -> this.state.put("message", field.value());
			case "Exit Code" -> this.state.put("exitCode", number(field.value()));
			case "Signal" -> this.state.put("signal", number(field.value()));
			case "Started" -> DescribeText.time(field.value()).ifPresent((time) -> this.state.put("startedAt", time));
			case "Finished" -> DescribeText.time(field.value()).ifPresent((time) -> this.state.put("finishedAt", time));
			default -> message("  " + field.name() + ": " + field.value());
		}
	}

	// a message of several lines goes on without a name
	private void message(String line) {
		if (this.state.has("message") && STATES.contains(this.section)) {
			this.state.put("message", this.state.path("message").asString("") + "\n" + line.strip());
		}
	}

	private void resource(String kind, Field field) {
		this.container.withObject("/resources/" + kind).put(field.name(), field.value());
	}

	private void variable(Field field) {
		ObjectNode variable = this.container.withArray("env").addObject().put("name", field.name());
		Matcher reference = REFERENCE.matcher(field.value());
		if (reference.find()) {
			String kind = field.value().contains("of config map") ? "configMapKeyRef" : "secretKeyRef";
			variable.putObject("valueFrom")
				.putObject(kind)
				.put("key", reference.group(1))
				.put("name", reference.group(2))
				.put("optional", "true".equals(reference.group(3)));
		}
		else {
			variable.put("value", field.value());
		}
	}

	private void source(String line) {
		String[] words = line.split("\\s+", -1);
		if (words.length >= 2 && (words[1].equals("ConfigMap") || words[1].equals("Secret"))) {
			this.container.withArray("envFrom")
				.addObject()
				.putObject(words[1].equals("Secret") ? "secretRef" : "configMapRef")
				.put("name", words[0])
				.put("optional", line.endsWith("Optional: true"));
		}
	}

	private void mount(String line) {
		Matcher mount = MOUNT.matcher(line);
		if (mount.matches()) {
			this.container.withArray("volumeMounts")
				.addObject()
				.put("mountPath", mount.group(1))
				.put("name", mount.group(2))
				.put("readOnly", mount.group(3).equals("ro"));
		}
	}

	private void ports(String value) {
		Matcher port = PORT.matcher(value);
		while (port.find()) {
			this.container.withArray("ports")
				.addObject()
				.put("containerPort", number(port.group(1)))
				.put("protocol", port.group(2));
		}
	}

	private void probe(String name, String value) {
		Matcher matcher = PROBE.matcher(value);
		if (!matcher.find()) {
			return;
		}
		ObjectNode probe = this.container.putObject(name);
		handler(value, matcher.group(1), probe);
		probe.put("initialDelaySeconds", number(matcher.group(3)))
			.put("timeoutSeconds", number(matcher.group(4)))
			.put("periodSeconds", number(matcher.group(5)))
			.put("successThreshold", number(matcher.group(6)))
			.put("failureThreshold", number(matcher.group(7)));
	}

	private static void handler(String value, String kind, ObjectNode probe) {
		Matcher http = HTTP.matcher(value);
		switch (kind) {
			case "http-get" -> {
				if (http.find()) {
					ObjectNode get = probe.putObject("httpGet").put("scheme", http.group(1).toUpperCase(Locale.ROOT));
					port(http.group(3), get);
					get.put("path", (http.group(4) != null) ? http.group(4) : "/");
				}
			}
			case "tcp-socket" ->
				port(value.replaceFirst("^tcp-socket [^:]*:(\\S+) .*$", "$1"), probe.putObject("tcpSocket"));
			case "exec" -> {
				ArrayNode command = probe.putObject("exec").putArray("command");
				String words = value.replaceFirst("^exec \\[(.*)] delay=.*$", "$1");
				List.of(words.split(" ", -1)).forEach(command::add);
			}
			default -> probe.putObject("grpc").put("port", number(value.replaceAll("^grpc [^:]*:(\\d+).*$", "$1")));
		}
	}

	private static void port(String text, ObjectNode target) {
		if (text.matches("\\d+")) {
			target.put("port", number(text));
		}
		else {
			target.put("port", text);
		}
	}

	private static int number(String text) {
		return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : 0;
	}

}
