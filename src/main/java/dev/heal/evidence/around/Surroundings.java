package dev.heal.evidence.around;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.api.LargeLists;
import dev.heal.evidence.api.NewestItems;
import dev.heal.names.PodName;

/**
 * Reads what stands around a pod: its node, the pods there and those of the system that
 * are not well, or, of a pod without a node, what is said of its claims; and the
 * ReplicaSets of its Deployment. All of it is an extra that never holds up the pod's own
 * evidence: what is refused or slow is left out.
 */
@Component
public class Surroundings implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Surroundings.class);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	/**
	 * Pods of one node often fail together, and then ask for the same.
	 */
	private static final Duration FRESH = Duration.ofSeconds(15);

	private static final int SYSTEM_PODS = 200;

	private static final int REVISIONS = 200;

	private static final int CLAIM_EVENTS = 500;

	/**
	 * Labels that may differ from one revision of a workload to the next.
	 */
	private static final Pattern VARYING = Pattern.compile("hash|version|revision|chart|commit|build");

	private final ApiServer api;

	private final Map<String, Recent> recent = new ConcurrentHashMap<>();

	private final ExecutorService threads = Executors.newFixedThreadPool(2,
			Thread.ofPlatform().name("surroundings-", 0).daemon().factory());

	public Surroundings(ApiServer api) {
		this.api = api;
	}

	/**
	 * Begins to read.
	 * @param pod the pod
	 * @return what will be found
	 */
	public Future<JsonNode> of(JsonNode pod) {
		return this.threads.submit(() -> read(pod));
	}

	/**
	 * Waits a little longer for what has not been found by now.
	 * @param reading what will be found
	 * @return what was found, a missing node when it takes too long
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static JsonNode found(Future<JsonNode> reading) throws InterruptedException {
		try {
			return reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException | CancellationException ex) {
			reading.cancel(false);
			logger.debug("Went on without the surroundings of a pod", ex);
			return MissingNode.getInstance();
		}
	}

	private JsonNode read(JsonNode pod) {
		ObjectNode found = JSON.createObjectNode();
		String node = pod.at("/spec/nodeName").asString("");
		if (PodName.isValid(node)) {
			put(found, "node", "/api/v1/nodes/" + node, (path) -> AroundPod.node(this.api.get(path)));
			put(found, "neighbours", "/api/v1/pods?fieldSelector=spec.nodeName%3D" + node + "&resourceVersion=0",
					this::ailing);
			put(found, "system", "/api/v1/namespaces/kube-system/pods?limit=" + SYSTEM_PODS, this::ailing);
		}
		else if (pod.at("/spec/volumes").valueStream().anyMatch((volume) -> volume.has("persistentVolumeClaim"))) {
			put(found, "claimEvents",
					"/api/v1/namespaces/" + pod.at("/metadata/namespace").asString("")
							+ "/events?fieldSelector=involvedObject.kind%3DPersistentVolumeClaim&limit=" + CLAIM_EVENTS,
					this::claimEvents);
		}
		if (AroundPod.owner(pod).path("kind").asString("").equals("ReplicaSet")) {
			put(found, "replicaSets", replicaSets(pod), (path) -> revisions(path, pod));
		}
		return found;
	}

	private JsonNode ailing(String path) throws IOException {
		ArrayNode kept = JSON.createArrayNode();
		this.api.page(path, AroundPod.ailing(kept));
		return kept;
	}

	private JsonNode claimEvents(String path) throws IOException {
		NewestItems newest = new NewestItems(LargeLists.Room.small(), CLAIM_EVENTS);
		return AroundPod.events(newest.tree(this.api.page(path, newest)));
	}

	private JsonNode revisions(String path, JsonNode pod) throws IOException {
		NewestItems newest = new NewestItems(LargeLists.Room.small(), REVISIONS);
		return AroundPod.revisions(newest.tree(this.api.page(path, newest)), pod);
	}

	private static String replicaSets(JsonNode pod) {
		String selector = pod.at("/metadata/labels")
			.propertyStream()
			.filter((label) -> !VARYING.matcher(label.getKey()).find())
			.map((label) -> label.getKey() + "=" + label.getValue().asString(""))
			.collect(Collectors.joining(","));
		return "/apis/apps/v1/namespaces/" + pod.at("/metadata/namespace").asString("") + "/replicasets?labelSelector="
				+ URLEncoder.encode(selector, StandardCharsets.UTF_8) + "&resourceVersion=0";
	}

	private void put(ObjectNode found, String name, String path, Essence essence) {
		try {
			found.set(name, recent(path, essence));
		}
		catch (IOException ex) {
			logger.debug("Went on without {}", path, ex);
		}
	}

	private JsonNode recent(String path, Essence essence) throws IOException {
		this.recent.values().removeIf((known) -> !known.isFresh());
		Recent known = this.recent.get(path);
		if (known != null) {
			return known.object();
		}
		JsonNode object = essence.of(path);
		this.recent.put(path, new Recent(object, System.nanoTime()));
		return object;
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * Reads what matters of something.
	 */
	@FunctionalInterface
	private interface Essence {

		JsonNode of(String path) throws IOException;

	}

	/**
	 * What was read not long ago.
	 */
	private record Recent(JsonNode object, long at) {

		private boolean isFresh() {
			return System.nanoTime() - this.at < FRESH.toNanos();
		}

	}

}
