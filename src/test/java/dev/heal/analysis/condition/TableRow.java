package dev.heal.analysis.condition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.Evidence;
import dev.heal.evidence.Manifest;

/**
 * One row of the table of conditions, written in few words, and the pod and the events
 * that a cluster would show for it.
 *
 * @param row what the row is about
 * @param words what is special: {@code waiting}, {@code terminated} or {@code running},
 * {@code events}, and merge patches for {@code pod} and {@code container}
 */
record TableRow(String row, JsonNode words) {

	static final Instant CREATED = Instant.parse("2026-01-05T10:00:00Z");

	static final Instant COLLECTED = Instant.parse("2026-01-05T10:20:00Z");

	static final String CONTAINER = "app";

	private static final String UID = "5f0c9f0e-3d52-4c0e-9d6f-0c1f6f1f7c11";

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> KINDS = List.of("regular", "init", "sidecar", "ephemeral");

	/**
	 * Reads the rows of a file.
	 * @param file the file
	 * @return the rows, in order
	 */
	static Stream<TableRow> in(Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			List<?> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
			return rows.stream().map((row) -> {
				JsonNode words = JSON.valueToTree(row);
				return new TableRow(file.getFileName() + ": " + words.path("row").asString(), words);
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	/**
	 * Spreads a row over the kinds of containers and the states that can show it.
	 * @return the variants
	 */
	Stream<Variant> variants() {
		List<String> kinds = strings("kinds", unscheduled() ? List.of("regular") : KINDS);
		return kinds.stream().flatMap((kind) -> states(kind).stream().map((state) -> new Variant(this, kind, state)));
	}

	private List<String> states(String kind) {
		if (!this.words.has("terminated")) {
			return List.of("state");
		}
		List<String> usual = kind.equals("ephemeral") ? List.of("state") : List.of("state", "lastState");
		return strings("states", usual).stream().filter(usual::contains).toList();
	}

	List<String> causes() {
		return strings("cause", List.of());
	}

	private List<String> strings(String field, List<String> otherwise) {
		JsonNode value = this.words.path(field);
		if (value.isString()) {
			return List.of(value.asString());
		}
		return value.isArray() ? value.valueStream().map(JsonNode::asString).toList() : otherwise;
	}

	private boolean unscheduled() {
		return this.words.path("unscheduled").asBoolean(false);
	}

	/**
	 * A row, shown by one kind of container in one of its states.
	 *
	 * @param row the row
	 * @param kind the kind of the container
	 * @param state {@code state} or {@code lastState}
	 */
	record Variant(TableRow row, String kind, String state) {

		ObjectNode pod() {
			ObjectNode pod = JSON.createObjectNode();
			pod.put("apiVersion", "v1").put("kind", "Pod");
			metadata(pod.putObject("metadata"));
			spec(pod.putObject("spec"));
			status(pod.putObject("status"));
			return (ObjectNode) merge(pod, this.row.words.path("pod"));
		}

		private void metadata(ObjectNode metadata) {
			metadata.put("name", "web-7d4b9c6f5d-x2x4z").put("namespace", "shop").put("uid", UID);
			metadata.put("creationTimestamp", CREATED.toString());
			metadata.putObject("labels").put("pod-template-hash", "7d4b9c6f5d");
			ObjectNode owner = metadata.putArray("ownerReferences").addObject();
			owner.put("kind", "ReplicaSet").put("name", "web-7d4b9c6f5d").put("controller", true);
		}

		private void spec(ObjectNode spec) {
			spec.put("restartPolicy", "Always").put("schedulerName", "default-scheduler");
			if (!this.row.unscheduled()) {
				spec.put("nodeName", "node-a1");
			}
			if (!this.kind.equals("regular")) {
				spec.putArray("containers").addObject().put("name", "main").put("image", "shop/main:1");
			}
			ObjectNode container = spec.withArray(field("containers", "initContainers", "ephemeralContainers"))
				.addObject();
			container.put("name", CONTAINER).put("image", "shop/app:1");
			if (this.kind.equals("sidecar")) {
				container.put("restartPolicy", "Always");
			}
			merge(container, this.row.words.path("container"));
		}

		private String field(String regular, String init, String ephemeral) {
			return switch (this.kind) {
				case "regular" -> regular;
				case "ephemeral" -> ephemeral;
				default -> init;
			};
		}

		private void status(ObjectNode status) {
			boolean waits = this.row.words.has("waiting") && this.row.words.path("restarts").asInt(0) == 0;
			boolean pending = this.row.unscheduled() || this.kind.equals("init") || this.kind.equals("sidecar")
					|| (waits && this.kind.equals("regular"));
			status.put("phase", pending ? "Pending" : "Running");
			conditions(status.putArray("conditions"), this.kind.equals("ephemeral"));
			if (this.row.unscheduled()) {
				return;
			}
			status.put("startTime", CREATED.toString());
			if (!this.kind.equals("regular")) {
				other(status.putArray("containerStatuses").addObject());
			}
			own(status.withArray(field("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"))
				.addObject());
		}

		private void conditions(ArrayNode conditions, boolean ready) {
			if (!this.row.unscheduled()) {
				condition(conditions, "PodScheduled", true);
			}
			condition(conditions, "Initialized", this.kind.equals("regular") || ready);
			condition(conditions, "ContainersReady", ready);
			condition(conditions, "Ready", ready);
		}

		private static void condition(ArrayNode conditions, String type, boolean status) {
			ObjectNode condition = conditions.addObject();
			condition.put("type", type).put("status", status ? "True" : "False");
			condition.put("lastTransitionTime", CREATED.toString());
			if (!status) {
				condition.put("reason", "ContainersNotReady").put("message", "containers with unready status: [app]");
			}
		}

		private void other(ObjectNode status) {
			status.put("name", "main").put("restartCount", 0);
			if (this.kind.equals("ephemeral")) {
				status.put("ready", true).putObject("state").putObject("running").put("startedAt", at(2));
			}
			else {
				status.put("ready", false).putObject("state").putObject("waiting").put("reason", "PodInitializing");
			}
		}

		private void own(ObjectNode status) {
			JsonNode words = this.row.words;
			status.put("name", CONTAINER).put("ready", words.path("ready").asBoolean(false));
			int restarts = this.state.equals("lastState") ? 4 : 0;
			status.put("restartCount", words.path("restarts").asInt(restarts));
			if (words.has("waiting")) {
				status.putObject("state").set("waiting", words.path("waiting").deepCopy());
			}
			else if (words.has("running")) {
				status.putObject("state").putObject("running").put("startedAt", at(words.path("running").asInt(3)));
			}
			else if (this.state.equals("lastState")) {
				status.putObject("state").putObject("waiting").put("reason", "CrashLoopBackOff");
			}
			if (words.has("terminated")) {
				status.withObject("/" + this.state).set("terminated", terminated());
			}
		}

		private ObjectNode terminated() {
			ObjectNode terminated = (ObjectNode) this.row.words.path("terminated").deepCopy();
			int lasted = terminated.path("lasted").asInt(2);
			terminated.remove("lasted");
			Instant end = CREATED.plusSeconds(600);
			terminated.put("finishedAt", end.toString());
			return terminated.has("startedAt") ? terminated
					: terminated.put("startedAt", end.minusSeconds(lasted).toString());
		}

		private static String at(int minute) {
			return CREATED.plusSeconds(60L * minute).toString();
		}

		ObjectNode events() {
			ObjectNode list = JSON.createObjectNode();
			list.put("apiVersion", "v1").put("kind", "EventList");
			ArrayNode items = list.putArray("items");
			List<JsonNode> words = new ArrayList<>();
			this.row.words.path("events").forEach(words::add);
			for (int index = 0; index < words.size(); index++) {
				event(items.addObject(), words.get(index), index);
			}
			return list;
		}

		/**
		 * Returns what Heal would have collected of it.
		 * @param folder where its logs may be put
		 * @return the evidence
		 */
		Evidence evidence(Path folder) throws IOException {
			Evidence evidence = Evidence.recorded(pod(), events(), log(folder, "log"), log(folder, "previousLog"));
			Manifest manifest = evidence.manifest();
			return new Evidence(
					new Manifest(manifest.namespace(), manifest.pod(), manifest.uid(), COLLECTED, manifest.redaction(),
							manifest.otherEvents(), manifest.files()),
					evidence.pod(), evidence.events(), around(), evidence.source());
		}

		private @Nullable Path log(Path folder, String field) throws IOException {
			JsonNode log = this.row.words.path(field);
			return log.isString() ? Files.writeString(folder.resolve(field), log.asString()) : null;
		}

		JsonNode around() {
			return this.row.words.path("around");
		}

		private void event(ObjectNode event, JsonNode words, int index) {
			event.putObject("metadata").put("name", "web-7d4b9c6f5d-x2x4z." + index).put("namespace", "shop");
			String[] said = words.path("event").asString(words.asString("")).split(": ", 2);
			event.put("reason", said[0]).put("message", (said.length > 1) ? said[1] : "");
			event.put("type", words.path("type").asString("Warning")).put("count", words.path("count").asInt(7));
			event.put("firstTimestamp", at(1)).put("lastTimestamp", CREATED.plusSeconds(599 + index).toString());
			ObjectNode involved = event.putObject("involvedObject");
			involved.put("kind", "Pod").put("namespace", "shop").put("name", "web-7d4b9c6f5d-x2x4z").put("uid", UID);
			if (!words.path("onPod").asBoolean(this.row.unscheduled())) {
				involved.put("fieldPath",
						"spec." + field("containers", "initContainers", "ephemeralContainers") + "{" + CONTAINER + "}");
			}
		}

		private static JsonNode merge(JsonNode target, JsonNode patch) {
			if (!patch.isObject() || !target.isObject()) {
				return target;
			}
			ObjectNode object = (ObjectNode) target;
			patch.propertyStream().forEach((entry) -> {
				JsonNode old = object.path(entry.getKey());
				if (entry.getValue().isNull()) {
					object.remove(entry.getKey());
				}
				else if (old.isObject() && entry.getValue().isObject()) {
					merge(old, entry.getValue());
				}
				else {
					object.set(entry.getKey(), entry.getValue().deepCopy());
				}
			});
			return object;
		}

		@Override
		public String toString() {
			return this.row.row() + " (" + this.kind + ", " + this.state + ")";
		}

	}

}
