package dev.heal.evidence.around;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
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

	private final AroundReader around;

	public NamespaceObjects(ApiServer api, EvidenceProperties properties, AroundReader around) {
		this.api = api;
		this.properties = properties;
		this.around = around;
	}

	/**
	 * Reads them, and of the ConfigMaps and Secrets that a workload uses the keys.
	 * @param namespace the namespace
	 * @param workload kind and name, such as {@code deployment/web}
	 * @param unseen takes what could not be seen, and why
	 * @return a list of lists
	 * @throws ApiServerException if the API server could not be asked
	 */
	public JsonNode read(String namespace, String workload, List<String> unseen) {
		JsonNode all = read(namespace, unseen);
		JsonNode object = find(all, workload);
		JsonNode template = object.at(object.at("/spec/jobTemplate").isObject() ? "/spec/jobTemplate/spec/template/spec"
				: "/spec/template/spec");
		LookedAt configuration = this.around.configuration(namespace, template);
		configuration.list().path("items").forEach(all.withArray("/items")::add);
		unseen.addAll(configuration.unseen());
		return all;
	}

	/**
	 * Finds a workload among lists.
	 * @param lists the lists
	 * @param workload kind and name, such as {@code deployment/web}
	 * @return the object, a missing node when there is none
	 */
	public static JsonNode find(JsonNode lists, String workload) {
		int slash = workload.indexOf('/');
		String kind = workload.substring(0, slash).toLowerCase(Locale.ROOT);
		return lists.path("items")
			.valueStream()
			.filter((list) -> list.path("kind").asString("").toLowerCase(Locale.ROOT).equals(kind + "list"))
			.flatMap((list) -> list.path("items").valueStream())
			.filter((object) -> object.at("/metadata/name").asString("").equals(workload.substring(slash + 1)))
			.findFirst()
			.orElse(MissingNode.getInstance());
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
		ManagedFields.slim(object);
		if (object.path("status") instanceof ObjectNode status) {
			status.remove("images");
		}
	}

}
