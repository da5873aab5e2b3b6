package dev.heal.evidence;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.fabric8.kubernetes.client.Config;
import org.springframework.boot.context.properties.bind.Binder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.config.Kubeconfig;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.api.LargeLists;
import dev.heal.evidence.api.NewestItems;
import dev.heal.evidence.around.AroundReader;
import dev.heal.evidence.around.NamespaceObjects;
import dev.heal.evidence.around.Surroundings;
import dev.heal.evidence.log.LiveLogs;
import dev.heal.evidence.log.LiveLogs.LiveLog;
import dev.heal.redaction.Redactor;

/**
 * The cluster as it is now, for somebody who looks at it once: with their own rights,
 * into memory, and with a bounded number of requests at a time.
 */
public final class LiveCluster implements AutoCloseable {

	private static final int MOST_PAGES = 100;

	private static final int EVENTS = 500;

	/**
	 * What {@link Surroundings} asks at a time, beside the other requests.
	 */
	private static final int EXTRA = 2;

	/**
	 * Requests at a time of a service, besides those of its collections.
	 */
	private static final int REQUESTS = 16;

	private final ApiServer api;

	private final Redactor redactor;

	private final Surroundings surroundings;

	private final EvidenceProperties properties;

	private final ExecutorService requests;

	private final AroundReader around;

	private final NamespaceObjects objects;

	private LiveCluster(Config config, EvidenceProperties properties, EvidenceLimits limits, Redactor redactor,
			int maxRequests) {
		this.api = new ApiServer(config, properties, limits);
		this.surroundings = new Surroundings(this.api);
		this.properties = properties;
		this.redactor = redactor;
		this.around = new AroundReader(this.api, properties, this::redacted);
		this.objects = new NamespaceObjects(this.api, properties, this.around);
		this.requests = Executors.newFixedThreadPool(Math.max(1, maxRequests - EXTRA),
				Thread.ofPlatform().name("requests-", 0).daemon().factory());
	}

	/**
	 * Opens it.
	 * @param kubeconfig the way to it
	 * @param settings what is configured of Heal
	 * @param redactor takes secrets out
	 * @param maxRequests the number of requests at a time, when the settings do not allow
	 * for less
	 * @return the cluster; nothing has been asked of it yet
	 */
	public static LiveCluster open(Kubeconfig kubeconfig, Binder settings, Redactor redactor, int maxRequests) {
		EvidenceProperties properties = settings.bindOrCreate("heal.evidence", EvidenceProperties.class);
		EvidenceLimits limits = settings.bindOrCreate("heal.limits", EvidenceLimits.class);
		return new LiveCluster(kubeconfig.client(), properties, limits, redactor,
				Math.min(maxRequests, properties.maxRequests()));
	}

	static LiveCluster of(Config config, EvidenceProperties properties, EvidenceLimits limits, Redactor redactor) {
		return new LiveCluster(config, properties, limits, redactor, Math.min(REQUESTS, properties.maxRequests()));
	}

	/**
	 * Reads an object.
	 * @param path its path
	 * @return the object, empty when there is none
	 * @throws ApiServerException if the API server could not be asked
	 */
	public Optional<JsonNode> object(String path) {
		try {
			return Optional.of(join(this.requests.submit(() -> this.api.get(path))));
		}
		catch (IOException ex) {
			if (ApiAnswerException.isNotFound(ex)) {
				return Optional.empty();
			}
			throw ApiServerException.of(ex);
		}
	}

	/**
	 * Reads a list, all its pages.
	 * @param path its path
	 * @param selector the label selector, empty for all
	 * @return the objects
	 * @throws ApiServerException if the API server could not be asked
	 */
	public List<JsonNode> list(String path, String selector) {
		String query = path + "?limit=250"
				+ (selector.isEmpty() ? "" : "&labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8));
		List<JsonNode> all = new ArrayList<>();
		String next = "";
		for (int page = 0; page < MOST_PAGES && (page == 0 || !next.isEmpty()); page++) {
			JsonNode list = page(query + (next.isEmpty() ? "" : "&continue=" + next), all);
			next = URLEncoder.encode(list.at("/metadata/continue").asString(""), StandardCharsets.UTF_8);
		}
		return all;
	}

	private JsonNode page(String path, List<JsonNode> all) {
		List<JsonNode> items = new ArrayList<>();
		try {
			JsonNode list = join(this.requests
				.submit(() -> this.api.page(path, (json, time) -> items.add(JsonMapper.shared().readTree(json)))));
			all.addAll(items);
			return list;
		}
		catch (IOException ex) {
			throw ApiServerException.of(ex);
		}
	}

	/**
	 * Reads the events of an object.
	 * @param namespace its namespace
	 * @param name its name
	 * @return an {@code EventList}, a missing node when it cannot be had
	 */
	public JsonNode events(String namespace, String name) {
		try {
			return join(this.requests.submit(() -> readEvents(namespace, name)));
		}
		catch (IOException ex) {
			return MissingNode.getInstance();
		}
	}

	private JsonNode readEvents(String namespace, String name) throws IOException {
		try (NewestItems items = new NewestItems(LargeLists.Room.small(), EVENTS)) {
			return new PodObjects(this.api).events(namespace, name, items);
		}
	}

	/**
	 * Reads what there is of a pod.
	 * @param pod the pod, as it was read
	 * @return its evidence; what could not be had is missing in it
	 */
	public Evidence evidence(JsonNode pod) {
		String namespace = pod.at("/metadata/namespace").asString("");
		String name = pod.at("/metadata/name").asString("");
		Future<JsonNode> events = this.requests.submit(() -> readEvents(namespace, name));
		Future<JsonNode> around = this.surroundings.of(pod);
		Future<LiveLog> current = this.requests.submit(() -> log(Kind.CURRENT_LOG, pod));
		Future<LiveLog> previous = this.requests.submit(() -> log(Kind.PREVIOUS_LOG, pod));
		try {
			return evidence(pod, redacted(orMissing(events)), redacted(Surroundings.found(around)),
					List.of(join(current), join(previous)));
		}
		catch (IOException ex) {
			throw ApiServerException.of(ex);
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	/**
	 * Reads what may say why a workload fails.
	 * @param namespace its namespace
	 * @return a list of lists, as far as they may be read
	 * @throws ApiServerException if the API server could not be asked
	 */
	public JsonNode objects(String namespace) {
		return objects(() -> this.objects.read(namespace, new ArrayList<>()));
	}

	/**
	 * Reads what may say why one workload fails, with the keys of its configuration.
	 * @param namespace its namespace
	 * @param workload kind and name, such as {@code deployment/web}
	 * @return a list of lists, as far as they may be read
	 * @throws ApiServerException if the API server could not be asked
	 */
	public JsonNode objects(String namespace, String workload) {
		return objects(() -> this.objects.read(namespace, workload, new ArrayList<>()));
	}

	private JsonNode objects(Callable<JsonNode> read) {
		try {
			return join(this.requests.submit(() -> redacted(read.call())));
		}
		catch (IOException ex) {
			throw (ex.getCause() instanceof ApiServerException cause) ? cause : ApiServerException.of(ex);
		}
	}

	/**
	 * Looks around a pod.
	 * @param evidence the evidence of the pod
	 * @param pointers where its failure points to
	 * @return the evidence with what was seen
	 */
	public Evidence around(Evidence evidence, Pointers pointers) {
		try {
			return join(this.requests.submit(() -> {
				JsonNode sets = evidence.surroundings().path("replicaSets");
				return evidence
					.around(LookAround.with(evidence.surroundings(), this.around.read(evidence.pod(), sets, pointers)));
			}));
		}
		catch (IOException ex) {
			throw ApiServerException.of(ex);
		}
	}

	private Evidence evidence(JsonNode pod, JsonNode events, JsonNode around, List<LiveLog> logs) {
		JsonNode uid = pod.at("/metadata/uid");
		Manifest manifest = new Manifest(pod.at("/metadata/namespace").asString(""),
				pod.at("/metadata/name").asString(""), uid.isString() ? uid.asString() : null,
				Clock.systemUTC().instant(), true, PodObjects.others(pod, events.path("items")),
				logs.stream().map(LiveLog::file).toList());
		return new Evidence(manifest, redacted(pod), events, around, (path) -> open(logs, path));
	}

	private static InputStream open(List<LiveLog> logs, Path path) throws IOException {
		return logs.stream()
			.filter((log) -> path.toString().equals(log.file().path()))
			.map((log) -> log.content().get())
			.findFirst()
			.orElseThrow(() -> new FileNotFoundException(path.toString()));
	}

	private LiveLog log(Kind kind, JsonNode pod) throws IOException {
		return new LiveLogs(this.api, this.redactor, this.properties.tail(), kind, pod).read();
	}

	private JsonNode redacted(JsonNode object) {
		JsonMapper json = JsonMapper.shared();
		return object.isMissingNode() ? object : json.readTree(this.redactor.redact(json.writeValueAsBytes(object)));
	}

	private static JsonNode orMissing(Future<JsonNode> task) {
		try {
			return join(task);
		}
		catch (IOException ex) {
			return MissingNode.getInstance();
		}
	}

	private static <T> T join(Future<T> task) throws IOException {
		try {
			return task.get();
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			throw (cause instanceof IOException io) ? io : new IOException(cause);
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	private static RuntimeException interrupted() {
		Thread.currentThread().interrupt();
		return new CancellationException("interrupted");
	}

	@Override
	public void close() {
		this.surroundings.close();
		this.requests.shutdownNow();
	}

}
