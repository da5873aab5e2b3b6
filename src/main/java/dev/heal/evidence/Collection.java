package dev.heal.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.api.NewestItems;
import dev.heal.evidence.around.Surroundings;
import dev.heal.evidence.log.ContainerLogs;
import dev.heal.evidence.log.ContainerLogs.LogSelection;
import dev.heal.evidence.log.LogBudget;
import dev.heal.evidence.log.LogFailure;
import dev.heal.evidence.log.PodContainers;
import dev.heal.evidence.log.Restarts;
import dev.heal.kubectl.Kubectl;

/**
 * One pass over all that can be had of one pod.
 */
final class Collection {

	/**
	 * How long API servers remember events, unless told otherwise.
	 */
	private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

	/**
	 * Why there are no logs of a pod that is gone.
	 */
	static final String POD_IS_GONE = "the pod is gone";

	private static final String EXPIRED = "the pod is older than the hour that API servers remember events by default,"
			+ " so that earlier ones may be missing";

	private final ApiServer api;

	private final EvidenceWriter writer;

	private final EvidenceStore store;

	private final FairExecutor executor;

	private final Surroundings surroundings;

	private final NewestItems items;

	private final LogBudget budget;

	private final String caller;

	private final EvidenceRequest request;

	private final CollectionListener listener;

	private final Instant begin;

	private @Nullable Manifest earlier;

	private volatile int otherEvents;

	private final List<Future<?>> tasks = new ArrayList<>();

	Collection(ApiServer api, EvidenceWriter writer, EvidenceStore store, FairExecutor executor,
			Surroundings surroundings, NewestItems items, LogBudget budget, String caller, EvidenceRequest request,
			CollectionListener listener) {
		this.budget = budget;
		this.caller = caller;
		this.items = items;
		this.api = api;
		this.writer = writer;
		this.store = store;
		this.executor = executor;
		this.surroundings = surroundings;
		this.request = request;
		this.listener = listener;
		this.begin = writer.now();
		this.earlier = store.manifest(request.namespace(), request.pod()).orElse(null);
	}

	Evidence run() {
		try {
			return collect();
		}
		catch (InterruptedException ex) {
			this.tasks.forEach((task) -> task.cancel(true));
			Thread.currentThread().interrupt();
			throw new CancellationException("The collection was cancelled");
		}
		finally {
			this.items.close();
		}
	}

	private Evidence collect() throws InterruptedException {
		PodObjects server = new PodObjects(this.api);
		Future<JsonNode> eventsTask = submit(
				() -> server.events(this.request.namespace(), this.request.pod(), this.items));
		Fetched pod = fetched(pod(server));
		if (pod.error() != null) {
			return withoutPod(pod.error(), fetched(eventsTask));
		}
		this.listener.onPod();
		makeRoom(uid(pod.object()));
		Future<JsonNode> around = this.surroundings.of(pod.object());
		Future<EvidenceFile> currentTask = logs(Kind.CURRENT_LOG, pod.object());
		Future<EvidenceFile> previousTask = logs(Kind.PREVIOUS_LOG, pod.object());
		Fetched events = fetched(eventsTask);
		Future<EvidenceFile> eventsFile = submit(() -> events(pod.object(), events));
		Future<EvidenceFile> description = submit(() -> description(pod.object(), events.object()));
		Objects objects = objects(pod.object(), events.object());
		EvidenceFile current = file(Kind.CURRENT_LOG, currentTask);
		EvidenceFile previous = file(Kind.PREVIOUS_LOG, previousTask);
		JsonNode after = mayHaveChanged(pod.object(), current) ? fetched(pod(server)).object() : pod.object();
		JsonNode now = after.isMissingNode() ? pod.object() : after;
		return save(pod.object(), objects, Surroundings.found(around),
				List.of(Restarts.mark(current, pod.object(), now), Restarts.mark(previous, pod.object(), now),
						file(Kind.EVENTS, eventsFile), file(Kind.DESCRIPTION, description)));
	}

	private Future<JsonNode> pod(PodObjects server) {
		return submit(() -> server.pod(this.request.namespace(), this.request.pod()));
	}

	private static boolean mayHaveChanged(JsonNode pod, EvidenceFile current) {
		return current.bytes() > 64 * 1024 || PodContainers.names(pod)
			.stream()
			.anyMatch((name) -> PodContainers.status(pod, name).path("state").has("running"));
	}

	private void makeRoom(@Nullable String uid) {
		if (this.earlier != null && uid != null && this.earlier.uid() != null && !uid.equals(this.earlier.uid())) {
			this.store.archive(this.request.namespace(), this.request.pod());
			this.earlier = null;
		}
	}

	private static @Nullable String uid(JsonNode pod) {
		JsonNode uid = pod.path("metadata").path("uid");
		return uid.isString() ? uid.asString() : null;
	}

	private <T> Future<T> submit(Callable<T> task) {
		Future<T> future = this.executor.submit(this.caller, task);
		this.tasks.add(future);
		return future;
	}

	private Evidence withoutPod(IOException failure, Fetched events) throws InterruptedException {
		boolean gone = ApiAnswerException.isNotFound(failure);
		if (events.object().path("items").isEmpty()) {
			throw gone ? PodNotFoundException.of(this.request.namespace(), this.request.pod())
					: ApiServerException.of(failure);
		}
		LogFailure reason = gone ? new LogFailure(State.ABSENT, Departure.reason(events.object()))
				: LogFailure.of(failure, "get on pods");
		JsonNode none = MissingNode.getInstance();
		return save(none, objects(none, events.object()), none,
				List.of(missing(Kind.CURRENT_LOG, reason), missing(Kind.PREVIOUS_LOG, reason),
						file(Kind.EVENTS, submit(() -> events(none, events))), missing(Kind.DESCRIPTION, reason)));
	}

	private Future<EvidenceFile> logs(Kind kind, JsonNode pod) {
		List<String> all = PodContainers.names(pod);
		String only = this.request.container();
		if (only != null && !all.contains(only)) {
			throw new UnknownContainerException(only, this.request.pod(), all);
		}
		LogSelection selection = new LogSelection(podPath() + "/log", pod, (only != null) ? List.of(only) : all,
				only == null && all.size() > 1, this.request.tailOrAll(),
				() -> earlier(kind).map(EvidenceFile::bytes).orElse(0L));
		return submit(() -> new ContainerLogs(this.api, this.writer, kind, selection, this.budget,
				(bytes) -> this.listener.onBytes(kind, bytes))
			.writeTo(target(kind)));
	}

	private EvidenceFile events(JsonNode pod, Fetched events) throws IOException {
		String source = PodObjects.eventsPath(this.request.namespace(), this.request.pod());
		if (events.error() != null) {
			LogFailure failure = LogFailure.of(events.error(), "list on events");
			return EvidenceFile.missing(Kind.EVENTS, failure.state(), failure.reason(), source, List.of());
		}
		EvidenceFile file = written(pod, events.object(), source);
		Optional<String> incomplete = this.items.incomplete();
		if (incomplete.isPresent()) {
			return file.with(State.TRUNCATED, incomplete.get());
		}
		return mayHaveExpired(pod) ? file.with(State.WRITTEN, EXPIRED) : file;
	}

	private EvidenceFile written(JsonNode pod, JsonNode list, String source) throws IOException {
		try (this.items) {
			this.otherEvents = PodObjects.others(pod, this.items);
			return this.writer.write(Kind.EVENTS, target(Kind.EVENTS), source,
					(out) -> Kubectl.eventsYaml(list, this.items, out));
		}
	}

	private boolean mayHaveExpired(JsonNode pod) {
		JsonNode created = pod.path("metadata").path("creationTimestamp");
		return created.isString() && Instant.parse(created.asString()).isBefore(this.begin.minus(TIME_TO_LIVE));
	}

	private EvidenceFile description(JsonNode pod, JsonNode events) throws IOException {
		byte[] text = Kubectl.describePod(pod, events, this.writer.now());
		EvidenceFile file = this.writer.write(Kind.DESCRIPTION, target(Kind.DESCRIPTION), podPath(),
				(out) -> out.write(text));
		int shown = events.path("items").size();
		return (events.isMissingNode() || shown == this.items.size()) ? file : file.with(State.TRUNCATED,
				"only the newest %d of %d events are in it".formatted(shown, this.items.size()));
	}

	private Evidence save(JsonNode pod, Objects objects, JsonNode surroundings, List<EvidenceFile> files)
			throws InterruptedException {
		Manifest manifest = new Manifest(this.request.namespace(), this.request.pod(), uid(pod), this.begin,
				this.writer.isRedacting(), this.otherEvents, files.stream().map(this::kept).toList());
		Future<JsonNode> around = submit(() -> save("surroundings.json", this.writer.redacted(surroundings)));
		return this.store.save(manifest, saved(objects.pod()), saved(objects.events()), saved(around));
	}

	private Objects objects(JsonNode pod, JsonNode events) {
		return new Objects(submit(() -> save("pod.json", known(pod))),
				submit(() -> save("events.json", this.writer.redacted(events))));
	}

	private JsonNode save(String file, JsonNode object) throws IOException {
		return this.store.save(this.request.namespace(), this.request.pod(), file, object);
	}

	private static JsonNode saved(Future<JsonNode> object) throws InterruptedException {
		try {
			return object.get();
		}
		catch (ExecutionException ex) {
			throw new UncheckedIOException(new IOException("The pod's objects could not be written", ex.getCause()));
		}
	}

	private JsonNode known(JsonNode pod) {
		return pod.isMissingNode()
				? this.store.find(this.request.namespace(), this.request.pod()).map(Evidence::pod).orElse(pod)
				: this.writer.redacted(pod);
	}

	private EvidenceFile kept(EvidenceFile file) {
		EvidenceFile clean = this.writer.redacted(file);
		return (file.path() != null) ? clean : earlier(file.file()).map(clean::keeping).orElse(clean);
	}

	private Optional<EvidenceFile> earlier(Kind kind) {
		return Optional.ofNullable(this.earlier).flatMap((manifest) -> this.store.intact(manifest, kind));
	}

	private EvidenceFile missing(Kind kind, LogFailure reason) {
		return EvidenceFile.missing(kind, reason.state(), reason.reason(), podPath(), List.of());
	}

	private EvidenceFile file(Kind kind, Future<EvidenceFile> task) throws InterruptedException {
		try {
			return task.get();
		}
		catch (ExecutionException ex) {
			return EvidenceFile.missing(kind, State.FAILED, "it could not be written: " + message(ex), null, List.of());
		}
	}

	private static String message(ExecutionException failure) {
		String message = (failure.getCause() instanceof IOException cause) ? cause.getMessage() : null;
		return (message != null) ? message : String.valueOf(failure.getCause());
	}

	private static Fetched fetched(Future<JsonNode> task) throws InterruptedException {
		try {
			return new Fetched(task.get(), null);
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			return new Fetched(MissingNode.getInstance(),
					(cause instanceof IOException io) ? io : new IOException(cause));
		}
	}

	private String podPath() {
		return PodObjects.podPath(this.request.namespace(), this.request.pod());
	}

	private Path target(Kind kind) {
		return this.store.file(this.request.namespace(), this.request.pod(), kind);
	}

	/**
	 * What is recorded beside the manifest, on its way there.
	 */
	private record Objects(Future<JsonNode> pod, Future<JsonNode> events) {

	}

	/**
	 * An object, or why it could not be had.
	 */
	private record Fetched(JsonNode object, @Nullable IOException error) {

	}

}
