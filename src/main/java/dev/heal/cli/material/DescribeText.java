package dev.heal.cli.material;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code kubectl describe pod} prints, read back into the objects that it was
 * printed from, as far as it shows them.
 */
final class DescribeText {

	static final JsonMapper JSON = JsonMapper.shared();

	private static final Pattern FIELD = Pattern.compile("^( *)([^\\s:][^:]*):(?: +(.*?))?\\s*$");

	private static final Map<String, String> LISTS = Map.of("Init Containers", "initContainers", "Containers",
			"containers", "Ephemeral Containers", "ephemeralContainers");

	private static final Pattern POD = Pattern.compile("(?m)^(?=Name:\\s)");

	private static final String TERMINATING = "Terminating";

	private static final Set<String> HEADS = Set.of("Name", "Namespace", "Priority", "Priority Class Name",
			"Runtime Class Name", "Service Account", "Node", "Start Time", "Labels", "Annotations", "Status",
			"Termination Grace Period", "Reason", "Message", "SeccompProfile", "IP", "IPs", "Controlled By",
			"NominatedNodeName", "Init Containers", "Containers", "Ephemeral Containers", "Readiness Gates",
			"Conditions", "Volumes", "QoS Class", "Node-Selectors", "Tolerations", "Topology Spread Constraints",
			"Events");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z",
			Locale.ENGLISH);

	private final ObjectNode pod = JSON.createObjectNode();

	private final ObjectNode metadata = this.pod.put("kind", "Pod").putObject("metadata");

	private final ObjectNode spec = this.pod.putObject("spec");

	private final ObjectNode status = this.pod.putObject("status");

	private final List<String> events = new ArrayList<>();

	private @Nullable String terminating;

	private DescribeText() {
	}

	/**
	 * Reads one pod or several in a row.
	 * @param text some text, with what a terminal, a mail or a chat adds to it
	 * @return pods, each followed by its events; none when it is another text
	 */
	static List<ObjectNode> read(String text) {
		if (!text.contains("Namespace") || !text.contains("Containers")) {
			return List.of();
		}
		List<ObjectNode> objects = new ArrayList<>();
		for (String part : POD.split(Pasted.from(text, "Name:\\s"), -1)) {
			if (isMeant(part)) {
				DescribeText read = new DescribeText();
				read.sections(part.lines().toList());
				read.terminate();
				objects.add(read.pod);
				objects.addAll(DescribedEvents.read(read.events, read.pod));
			}
		}
		return objects;
	}

	// what every pod has
	private static boolean isMeant(String part) {
		return part.startsWith("Name:") && part.contains("\nNamespace:") && part.contains("Containers:\n");
	}

	private void sections(List<String> lines) {
		int index = 0;
		while (index < lines.size()) {
			int end = index + 1;
			while (end < lines.size() && !isHead(lines.get(end))) {
				end++;
			}
			section(lines.subList(index, end));
			index = end;
		}
	}

	// a message of several lines may begin anywhere
	private static boolean isHead(String line) {
		return field(line).filter((field) -> field.indent == 0 && HEADS.contains(field.name)).isPresent();
	}

	private void section(List<String> lines) {
		Field head = field(lines.getFirst()).orElse(new Field(0, "", ""));
		List<String> body = lines.subList(1, lines.size());
		String list = LISTS.get(head.name);
		if (list != null) {
			DescribedContainers.read(list, body, this.spec, this.status);
		}
		switch (head.name) {
			case "Conditions" -> conditions(body);
			case "Volumes" -> DescribedVolumes.read(body, this.spec);
			case "Events" -> this.events.addAll(body);
			case "Labels" -> labels(head.value, body);
			case "Node-Selectors" -> selectors(head.value, body);
			default -> head(head);
		}
	}

	private void head(Field field) {
		switch (field.name) {
			case "Name" -> this.metadata.put("name", field.value);
			case "Namespace" -> this.metadata.put("namespace", field.value);
			case "Service Account" -> this.spec.put("serviceAccountName", field.value);
			case "Node" -> node(field.value);
			case "Start Time" -> time(field.value).ifPresent((time) -> {
				this.status.put("startTime", time);
				this.metadata.put("creationTimestamp", time);
			});
			case "Status" -> phase(field.value);
			case "Termination Grace Period" ->
				this.metadata.put("deletionGracePeriodSeconds", DescribedEvents.age(field.value).toSeconds());
			case "Reason" -> this.status.put("reason", field.value);
			case "Message" -> this.status.put("message", field.value);
			case "Controlled By" -> owner(field.value);
			case "QoS Class" -> this.status.put("qosClass", field.value);
			default -> {
			}
		}
	}

	private void node(String value) {
		if (!value.equals("<none>") && !value.isEmpty()) {
			int slash = value.indexOf('/');
			this.spec.put("nodeName", (slash > 0) ? value.substring(0, slash) : value);
		}
	}

	private void phase(String value) {
		if (value.startsWith(TERMINATING)) {
			this.terminating = value.substring(TERMINATING.length());
		}
		this.status.put("phase", value.startsWith(TERMINATING) ? "Running" : value);
	}

	// one that is still to be given time shows no age
	private void terminate() {
		String lasting = this.terminating;
		if (lasting != null) {
			Instant now = DescribedEvents.latest(this.events, this.pod);
			Duration age = DescribedEvents.age(lasting);
			this.metadata.put("deletionTimestamp", (age.isZero() ? now.plusSeconds(60) : now.minus(age)).toString());
		}
	}

	private void owner(String value) {
		int slash = value.indexOf('/');
		if (slash > 0) {
			this.metadata.putArray("ownerReferences")
				.addObject()
				.put("kind", value.substring(0, slash))
				.put("name", value.substring(slash + 1))
				.put("controller", true);
		}
	}

	private void labels(String first, List<String> body) {
		ObjectNode labels = this.metadata.putObject("labels");
		pair(first, labels);
		body.forEach((line) -> pair(line.strip(), labels));
	}

	private void selectors(String first, List<String> body) {
		ObjectNode selectors = this.spec.putObject("nodeSelector");
		pair(first, selectors);
		body.forEach((line) -> pair(line.strip(), selectors));
	}

	private static void pair(String text, ObjectNode target) {
		int equals = text.indexOf('=');
		if (equals > 0) {
			target.put(text.substring(0, equals), text.substring(equals + 1));
		}
	}

	private void conditions(List<String> lines) {
		ArrayNode conditions = this.status.putArray("conditions");
		lines.stream()
			.map((line) -> line.strip().split("\\s+"))
			.filter((cells) -> cells.length == 2 && !cells[0].equals("Type"))
			.forEach((cells) -> conditions.addObject().put("type", cells[0]).put("status", cells[1]));
	}

	static Optional<Field> field(String line) {
		Matcher matcher = FIELD.matcher(line);
		return matcher.matches() ? Optional.of(new Field(matcher.group(1).length(), matcher.group(2),
				(matcher.group(3) != null) ? matcher.group(3) : "")) : Optional.empty();
	}

	static Optional<String> time(String text) {
		try {
			return Optional.of(TIME.parse(text, Instant::from).toString());
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

	/**
	 * A line with a name and a value.
	 *
	 * @param indent where it begins
	 * @param name the name
	 * @param value the value, empty where the next lines hold it
	 */
	record Field(int indent, String name, String value) {

	}

}
