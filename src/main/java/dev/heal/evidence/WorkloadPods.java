package dev.heal.evidence;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.around.AroundPod;

/**
 * Finds the failing pods of a workload, by what owns them.
 */
@Component
public class WorkloadPods implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(WorkloadPods.class);

	private static final int MOST_PAGES = 20;

	private final ExecutorService threads = Executors.newFixedThreadPool(2,
			Thread.ofPlatform().name("workloads-", 0).daemon().factory());

	private final ApiServer api;

	private final Clock clock;

	WorkloadPods(ApiServer api, Clock clock) {
		this.api = api;
		this.clock = clock;
	}

	/**
	 * Finds them, unless it takes too long.
	 * @param namespace the workload's namespace
	 * @param kind its kind in lower case
	 * @param name its name
	 * @param patience how long it may take
	 * @return the names of the pods, empty when they could not be found in time
	 */
	public Optional<List<String>> failing(String namespace, String kind, String name, Duration patience) {
		if (!patience.isPositive()) {
			return Optional.empty();
		}
		Future<List<String>> search = this.threads.submit(() -> find(namespace, kind, name));
		try {
			return Optional.of(search.get(patience.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (TimeoutException | ExecutionException ex) {
			logger.debug("The pods of {} {} are looked for later", kind, name, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		search.cancel(true);
		return Optional.empty();
	}

	/**
	 * Finds them.
	 * @param namespace the workload's namespace
	 * @param kind its kind in lower case
	 * @param name its name
	 * @return the names of the pods
	 * @throws ApiServerException if the API server could not be asked
	 */
	public List<String> failing(String namespace, String kind, String name) {
		try {
			return find(namespace, kind, name);
		}
		catch (IOException ex) {
			throw ApiServerException.of(ex);
		}
	}

	private List<String> find(String namespace, String kind, String name) throws IOException {
		if (kind.equals("horizontalpodautoscaler")) {
			return scaled(namespace, name);
		}
		List<JsonNode> pods = list("/api/v1/namespaces/" + namespace + "/pods?limit=500").stream()
			.filter((pod) -> new PodTrouble(pod).isFailing(this.clock.instant()))
			.toList();
		List<JsonNode> own = switch (kind) {
			case "persistentvolumeclaim" -> pods.stream().filter((pod) -> mounts(pod, name)).toList();
			case "deployment" -> ofOwned(pods, "ReplicaSet", owned(namespace, "apps", "replicasets", kind, name));
			case "cronjob" -> ofOwned(pods, "Job", owned(namespace, "batch", "jobs", kind, name));
			default -> pods.stream().filter((pod) -> isOwned(pod, kind, name)).toList();
		};
		return names(own, kind.equals("job") || kind.equals("cronjob"));
	}

	private List<JsonNode> list(String path) throws IOException {
		List<JsonNode> all = new ArrayList<>();
		String next = "";
		for (int page = 0; page < MOST_PAGES && (page == 0 || !next.isEmpty()); page++) {
			JsonNode list = this.api.get(path + (next.isEmpty() ? "" : "&continue=" + next));
			list.path("items").forEach(all::add);
			next = URLEncoder.encode(list.at("/metadata/continue").asString(""), StandardCharsets.UTF_8);
		}
		return all;
	}

	private List<String> scaled(String namespace, String name) throws IOException {
		JsonNode target = this.api
			.get("/apis/autoscaling/v2/namespaces/" + namespace + "/horizontalpodautoscalers/" + name)
			.at("/spec/scaleTargetRef");
		String kind = target.path("kind").asString("").toLowerCase(Locale.ROOT);
		return (kind.isEmpty() || kind.equals("horizontalpodautoscaler")) ? List.of()
				: find(namespace, kind, target.path("name").asString(""));
	}

	private Set<String> owned(String namespace, String group, String resource, String kind, String name)
			throws IOException {
		return list("/apis/" + group + "/v1/namespaces/" + namespace + "/" + resource + "?limit=500").stream()
			.filter((object) -> isOwned(object, kind, name))
			.map((object) -> object.at("/metadata/name").asString(""))
			.collect(Collectors.toSet());
	}

	private static List<JsonNode> ofOwned(List<JsonNode> pods, String kind, Set<String> owners) {
		return pods.stream().filter((pod) -> owners.stream().anyMatch((owner) -> isOwned(pod, kind, owner))).toList();
	}

	private static boolean isOwned(JsonNode object, String kind, String name) {
		JsonNode owner = AroundPod.owner(object);
		return owner.path("kind").asString("").equalsIgnoreCase(kind) && owner.path("name").asString("").equals(name);
	}

	private static boolean mounts(JsonNode pod, String claim) {
		return pod.at("/spec/volumes")
			.valueStream()
			.anyMatch((volume) -> volume.at("/persistentVolumeClaim/claimName").asString("").equals(claim));
	}

	// an evicted pod is replaced and stays in the list; the pods of a Job all count
	private static List<String> names(List<JsonNode> pods, boolean ended) {
		List<JsonNode> alive = pods.stream().filter((pod) -> ended || !isFailed(pod)).toList();
		List<JsonNode> counting = !alive.isEmpty() ? alive
				: pods.stream()
					.max(Comparator.comparing((pod) -> pod.at("/metadata/creationTimestamp").asString("")))
					.map(List::of)
					.orElse(List.of());
		return counting.stream().map((pod) -> pod.at("/metadata/name").asString("")).sorted().toList();
	}

	private static boolean isFailed(JsonNode pod) {
		return pod.at("/status/phase").asString("").equals("Failed");
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
