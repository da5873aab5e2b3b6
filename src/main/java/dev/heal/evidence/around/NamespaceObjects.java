package dev.heal.evidence.around;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.ApiServerException;
import dev.heal.evidence.EvidenceProperties;
import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.api.LargeLists;
import dev.heal.evidence.api.NewestItems;

/**
 * Of each kind that may say why a workload fails, the objects of a namespace: one bounded
 * list each.
 */
public final class NamespaceObjects {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int MOST = 500;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ApiServer api;

	private final EvidenceProperties properties;

	public NamespaceObjects(ApiServer api, EvidenceProperties properties) {
		this.api = api;
		this.properties = properties;
	}

	/**
	 * Reads them.
	 * @param namespace the namespace
	 * @param unseen takes what could not be seen, and why
	 * @return a list of lists
	 * @throws ApiServerException if the API server could not be asked
	 */
	public JsonNode read(String namespace, List<String> unseen) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		ObjectNode all = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
		ArrayNode lists = all.putArray("items");
		for (LookUp lookUp : LookUp.all()) {
			if (!this.properties.isLookedUp(lookUp.resource())) {
				unseen.add(lookUp.resource() + " (switched off)");
			}
			else if (System.nanoTime() > deadline) {
				unseen.add(lookUp.resource() + " (the API server was too slow)");
			}
			else {
				read(lookUp, namespace, lists, unseen);
			}
		}
		return all;
	}

	private void read(LookUp lookUp, String namespace, ArrayNode lists, List<String> unseen) {
		NewestItems newest = new NewestItems(LargeLists.Room.small(), MOST);
		try {
			ObjectNode page = this.api.page(lookUp.path(namespace) + "?limit=" + MOST, newest);
			JsonNode list = newest.tree(page.put("kind", lookUp.kind() + "List"));
			list.path("items").forEach(NamespaceObjects::slim);
			lists.add(list);
			boolean more = !list.at("/metadata/continue").asString("").isEmpty();
			if (more || newest.incomplete().isPresent()) {
				unseen.add("some of the " + lookUp.resource() + " (there are more than are read)");
			}
		}
		catch (ApiAnswerException ex) {
			if (ex.code() != 403 && ex.code() != 404) {
				throw ApiServerException.of(ex);
			}
			unseen.add(lookUp.resource() + ((ex.code() == 403) ? " (Heal may not list them)" : " (not served)"));
		}
		catch (IOException ex) {
			throw ApiServerException.of(ex);
		}
	}

	private static void slim(JsonNode object) {
		if (object.path("metadata") instanceof ObjectNode metadata) {
			metadata.remove("managedFields");
			if (metadata.path("annotations") instanceof ObjectNode annotations) {
				annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
			}
		}
		if (object.path("status") instanceof ObjectNode status) {
			status.remove("images");
		}
	}

}
