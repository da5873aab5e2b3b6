package dev.heal.cli.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.Evidence;
import dev.heal.evidence.RecordedLog;

/**
 * What somebody has at hand of failed pods: objects, descriptions and logs, from wherever
 * they were.
 */
public final class Material {

	private final List<JsonNode> objects = new ArrayList<>();

	private final List<FoundLog> logs = new ArrayList<>();

	private final List<EventTable> tables = new ArrayList<>();

	private Material() {
	}

	/**
	 * Reads it.
	 * @param sources files, folders and archives; {@code -} is standard input
	 * @param in standard input
	 * @return what was found in them
	 * @throws IOException if one of them cannot be read
	 */
	public static Material read(List<Path> sources, InputStream in) throws IOException {
		Material material = new Material();
		MaterialReader reader = new MaterialReader(material::take);
		for (Path source : sources) {
			reader.read(source, in);
		}
		return material;
	}

	private void take(String path, byte[] stored) {
		byte[] bytes = Pasted.utf8(stored);
		String text = new String(bytes, StandardCharsets.UTF_8);
		if (text.contains(DumpText.START)) {
			DumpText.read(path, text, this.objects, this.logs);
		}
		else if (!isPrinted(text)) {
			List<JsonNode> found = Documents.read(path, text);
			found.forEach(this::add);
			if (found.isEmpty() && LogName.mayBeLog(path, text)) {
				addLog(path, text);
			}
		}
	}

	// a description, a table of events, or one after the other
	private boolean isPrinted(String text) {
		List<ObjectNode> described = DescribeText.read(text);
		Optional<EventTable> table = EventTable.read(text);
		this.objects.addAll(described);
		table.ifPresent(this.tables::add);
		return !described.isEmpty() || table.isPresent();
	}

	private void addLog(String path, String text) {
		if (PrefixedLog.isMeant(text)) {
			this.logs.addAll(PrefixedLog.read(text, LogName.of(path).isPrevious()));
		}
		else {
			this.logs.add(FoundLog.of(path, text));
		}
	}

	private void add(JsonNode object) {
		if (object.path("items").isArray()) {
			String kind = object.path("kind").asString("").replaceFirst("List$", "");
			object.path("items").forEach((item) -> add(named(item, kind)));
		}
		else if (object.isArray()) {
			object.forEach(this::add);
		}
		else if (object.isObject()) {
			this.objects.add(object);
		}
	}

	// the items of a list do not say what they are
	static JsonNode named(JsonNode item, String kind) {
		if (item instanceof ObjectNode object && !object.has("kind") && !kind.isEmpty()) {
			return object.deepCopy().put("kind", kind);
		}
		return item;
	}

	/**
	 * Tells whether nothing in it can be analysed.
	 * @return whether there is neither a pod nor a log
	 */
	public boolean isEmpty() {
		return pods().isEmpty() && this.logs.isEmpty();
	}

	/**
	 * Tells what there is.
	 * @return the kinds of the objects
	 */
	public List<String> kinds() {
		return this.objects.stream()
			.map((object) -> object.path("kind").asString("an object without a kind"))
			.distinct()
			.toList();
	}

	/**
	 * Returns the evidence of each pod.
	 * @return pods with their events and logs; logs of pods that are not there by
	 * themselves
	 */
	public List<Evidence> evidence() {
		List<JsonNode> pods = pods();
		List<Evidence> evidence = new ArrayList<>();
		List<FoundLog> left = new ArrayList<>(this.logs);
		for (JsonNode pod : pods) {
			List<FoundLog> own = left.stream().filter((log) -> log.isOf(pod, pods.size() == 1)).toList();
			left.removeAll(own);
			evidence.add(RecordedLog.evidence(pod, events(pod), inOrder(pod, own)));
		}
		byPod(left).forEach((pod, own) -> evidence.add(RecordedLog.evidence(standIn(own.getFirst()),
				MissingNode.getInstance(), own.stream().map(FoundLog::log).toList())));
		return evidence;
	}

	private List<JsonNode> pods() {
		Map<String, JsonNode> pods = new LinkedHashMap<>();
		this.objects.stream()
			.filter(isOf("Pod"))
			.forEach((pod) -> pods.putIfAbsent(
					pod.at("/metadata/namespace").asString("") + "/" + pod.at("/metadata/name").asString(""), pod));
		return List.copyOf(pods.values());
	}

	private static Predicate<JsonNode> isOf(String kind) {
		return (object) -> object.path("kind").asString("").equals(kind);
	}

	private JsonNode events(JsonNode pod) {
		ObjectNode list = JsonMapper.shared().createObjectNode();
		ArrayNode items = list.putArray("items");
		String name = pod.at("/metadata/name").asString("");
		String namespace = pod.at("/metadata/namespace").asString("");
		this.objects.stream()
			.filter(isOf("Event"))
			.filter((event) -> event.at("/involvedObject/name").asString("").equals(name)
					&& event.at("/involvedObject/namespace").asString(namespace).equals(namespace))
			.forEach(items::add);
		this.tables.stream()
			.flatMap((table) -> table.of(pod).stream())
			.filter((event) -> items.valueStream().noneMatch((known) -> isSame(known, event)))
			.forEach(items::add);
		return list;
	}

	private static boolean isSame(JsonNode event, JsonNode other) {
		return event.path("reason").equals(other.path("reason")) && event.path("message").equals(other.path("message"));
	}

	// as the sections of a file are: init containers first
	private static List<RecordedLog> inOrder(JsonNode pod, List<FoundLog> logs) {
		List<String> names = Stream.of("initContainers", "containers", "ephemeralContainers")
			.flatMap((list) -> pod.path("spec").path(list).valueStream())
			.map((container) -> container.path("name").asString(""))
			.toList();
		return logs.stream()
			.map((log) -> log.in(names))
			.sorted(Comparator.comparingInt((log) -> names.indexOf(log.container())))
			.toList();
	}

	private static Map<String, List<FoundLog>> byPod(List<FoundLog> logs) {
		Map<String, List<FoundLog>> byPod = new LinkedHashMap<>();
		logs.forEach(
				(log) -> byPod.computeIfAbsent(log.namespace() + "/" + log.pod(), (pod) -> new ArrayList<>()).add(log));
		return byPod;
	}

	private static JsonNode standIn(FoundLog log) {
		return log.pod().isEmpty() ? MissingNode.getInstance() : named(log);
	}

	private static JsonNode named(FoundLog log) {
		ObjectNode pod = JsonMapper.shared().createObjectNode();
		ObjectNode metadata = pod.putObject("metadata").put("name", log.pod());
		if (!log.namespace().isEmpty()) {
			metadata.put("namespace", log.namespace());
		}
		return pod;
	}

	/**
	 * A log, and what its place tells of it.
	 *
	 * @param namespace the namespace, empty when it does not tell
	 * @param pod the pod, empty when it does not tell
	 * @param log the log
	 */
	record FoundLog(String namespace, String pod, RecordedLog log) {

		static FoundLog of(String path, String text) {
			LogName name = LogName.of(path);
			return of(name.namespace(), name.pod(), name.container(), name.isPrevious(), text);
		}

		static FoundLog of(String namespace, String pod, String container, boolean isPrevious, String text) {
			byte[] bytes = StampedLog.plain(text).getBytes(StandardCharsets.UTF_8);
			return new FoundLog(namespace, pod,
					new RecordedLog(container, isPrevious, () -> new ByteArrayInputStream(bytes)));
		}

		boolean isOf(JsonNode other, boolean isOnly) {
			String name = other.at("/metadata/name").asString("");
			String space = other.at("/metadata/namespace").asString("");
			boolean isHere = this.namespace.isEmpty() || Objects.equals(this.namespace, space);
			return isHere && (this.pod.equals(name) || (isOnly && !this.pod.contains("-")));
		}

		RecordedLog in(List<String> containers) {
			String known = containers.contains(this.log.container()) ? this.log.container()
					: containers.contains(this.pod) ? this.pod : (containers.size() == 1) ? containers.getFirst() : "";
			return new RecordedLog(known, this.log.isPrevious(), this.log.content());
		}

	}

}
