package dev.heal.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.around.AroundReader;
import dev.heal.evidence.around.NamespaceObjects;
import dev.heal.kubectl.Kubectl;

/**
 * Collects what may say why a workload fails that has no failing pod: the object, and of
 * each kind around it one bounded list. What may not be read is said.
 */
@Component
public class WorkloadEvidence {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final NamespaceObjects objects;

	private final EvidenceWriter writer;

	private final EvidenceStore store;

	WorkloadEvidence(ApiServer api, EvidenceWriter writer, EvidenceStore store, EvidenceProperties properties) {
		this.objects = new NamespaceObjects(api, properties,
				new AroundReader(api, properties, UnaryOperator.identity()));
		this.writer = writer;
		this.store = store;
	}

	/**
	 * Collects it.
	 * @param namespace the workload's namespace
	 * @param workload kind and name, such as {@code deployment/web}
	 * @return the evidence; its surroundings are the lists
	 * @throws ApiServerException if the API server could not be asked
	 */
	public Evidence collect(String namespace, String workload) {
		Instant start = this.writer.now();
		List<String> unseen = new ArrayList<>();
		JsonNode lists = this.writer.redacted(this.objects.read(namespace, workload, unseen));
		JsonNode object = NamespaceObjects.find(lists, workload);
		JsonNode events = events(lists, workload.substring(workload.indexOf('/') + 1));
		String key = workload.replace('/', '_');
		try {
			List<EvidenceFile> files = List.of(object(namespace, key, object, unseen), events(namespace, key, events));
			this.store.save(namespace, key, "objects.json", lists);
			Manifest manifest = new Manifest(namespace, key, uid(object), start, this.writer.isRedacting(), 0, files);
			return this.store.save(manifest, MissingNode.getInstance(), events, lists);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write the evidence of " + workload, ex);
		}
	}

	private static @Nullable String uid(JsonNode object) {
		return object.at("/metadata/uid").isString() ? object.at("/metadata/uid").asString() : null;
	}

	// the pods and ReplicaSets of a workload are named after it
	private static JsonNode events(JsonNode lists, String name) {
		ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "EventList");
		list.putObject("metadata").put("resourceVersion", "");
		ArrayNode items = list.putArray("items");
		lists.path("items")
			.valueStream()
			.filter((known) -> known.path("kind").asString("").equals("EventList"))
			.flatMap((known) -> known.path("items").valueStream())
			.filter((event) -> isOf(event.at("/involvedObject/name").asString(""), name))
			.forEach(items::add);
		return list;
	}

	private static boolean isOf(String involved, String name) {
		return involved.equals(name) || involved.startsWith(name + "-");
	}

	private EvidenceFile object(String namespace, String key, JsonNode object, List<String> unseen) throws IOException {
		String reason = unseen.isEmpty() ? null : "not looked at: " + String.join(", ", unseen);
		if (object.isMissingNode()) {
			return EvidenceFile.missing(Kind.OBJECT, State.ABSENT,
					"there is no such object" + ((reason != null) ? "; " + reason : ""), null, List.of());
		}
		EvidenceFile file = this.writer.write(Kind.OBJECT, this.store.file(namespace, key, Kind.OBJECT), key,
				(out) -> out.write(Kubectl.yaml(object)));
		return (reason != null) ? file.with(State.WRITTEN, reason) : file;
	}

	private EvidenceFile events(String namespace, String key, JsonNode events) throws IOException {
		return this.writer.write(Kind.EVENTS, this.store.file(namespace, key, Kind.EVENTS), key,
				(out) -> out.write(Kubectl.eventsYaml(events)));
	}

}
