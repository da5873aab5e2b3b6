package dev.heal.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.evidence.ContainerLogs.LogSelection;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.kubectl.Kubectl;

/**
 * One pass over all that can be had of one pod.
 */
final class Collection {

	private final ApiServer api;

	private final EvidenceWriter writer;

	private final EvidenceStore store;

	private final FairExecutor executor;

	private final EvidenceRequest request;

	private final CollectionListener listener;

	private final Instant begin;

	private final List<Future<?>> tasks = new ArrayList<>();

	Collection(ApiServer api, EvidenceWriter writer, EvidenceStore store, FairExecutor executor,
			EvidenceRequest request, CollectionListener listener) {
		this.api = api;
		this.writer = writer;
		this.store = store;
		this.executor = executor;
		this.request = request;
		this.listener = listener;
		this.begin = writer.now();
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
	}

	private Evidence collect() throws InterruptedException {
		PodObjects objects = new PodObjects(this.api);
		Future<JsonNode> eventsTask = submit(() -> objects.events(this.request.namespace(), this.request.pod()));
		Fetched pod = fetched(submit(() -> objects.pod(this.request.namespace(), this.request.pod())));
		if (pod.failure() != null) {
			return withoutPod(pod, fetched(eventsTask));
		}
		Future<EvidenceFile> current = logs(Kind.CURRENT_LOG, pod.object());
		Future<EvidenceFile> previous = logs(Kind.PREVIOUS_LOG, pod.object());
		Fetched events = fetched(eventsTask);
		Future<EvidenceFile> eventsFile = submit(() -> events(events));
		Future<EvidenceFile> description = submit(() -> description(pod.object(), events.object()));
		return save(pod, events, List.of(file(Kind.CURRENT_LOG, current), file(Kind.PREVIOUS_LOG, previous),
				file(Kind.EVENTS, eventsFile), file(Kind.DESCRIPTION, description)));
	}

	private <T> Future<T> submit(Callable<T> task) {
		Future<T> future = this.executor.submit(this.request.namespace(), task);
		this.tasks.add(future);
		return future;
	}

	private Evidence withoutPod(Fetched pod, Fetched events) throws InterruptedException {
		IOException failure = pod.cause();
		boolean gone = failure instanceof ApiAnswerException answer && answer.code() == 404;
		if (events.object().path("items").isEmpty()) {
			throw gone ? new PodNotFoundException(
					"There is no pod %s in namespace %s".formatted(this.request.pod(), this.request.namespace()))
					: ApiServerException.of(failure);
		}
		LogFailure reason = gone ? new LogFailure(State.ABSENT, "the pod is gone") : LogFailure.of(failure);
		return save(pod, events, List.of(missing(Kind.CURRENT_LOG, reason), missing(Kind.PREVIOUS_LOG, reason),
				file(Kind.EVENTS, submit(() -> events(events))), missing(Kind.DESCRIPTION, reason)));
	}

	private Future<EvidenceFile> logs(Kind kind, JsonNode pod) {
		List<String> all = PodContainers.names(pod);
		String only = this.request.container();
		if (only != null && !all.contains(only)) {
			throw new UnknownContainerException(only, this.request.pod(), all);
		}
		LogSelection selection = new LogSelection(podPath() + "/log", pod, (only != null) ? List.of(only) : all,
				only == null && all.size() > 1, this.request.tailOrAll());
		return submit(() -> new ContainerLogs(this.api, this.writer, kind, selection,
				(bytes) -> this.listener.onBytes(kind, bytes))
			.writeTo(target(kind)));
	}

	private EvidenceFile events(Fetched events) throws IOException {
		String source = PodObjects.eventsPath(this.request.namespace(), this.request.pod());
		LogFailure failure = events.failure();
		if (failure != null) {
			return EvidenceFile.missing(Kind.EVENTS, failure.state(), failure.reason(), source, List.of());
		}
		return this.writer.write(Kind.EVENTS, target(Kind.EVENTS), source, Kubectl.eventsYaml(events.object()));
	}

	private EvidenceFile description(JsonNode pod, JsonNode events) throws IOException {
		byte[] text = Kubectl.describePod(pod, events, this.writer.now());
		return this.writer.write(Kind.DESCRIPTION, target(Kind.DESCRIPTION), podPath(), text);
	}

	private Evidence save(Fetched pod, Fetched events, List<EvidenceFile> files) {
		JsonNode uid = pod.object().path("metadata").path("uid");
		Manifest manifest = new Manifest(this.request.namespace(), this.request.pod(),
				uid.isString() ? uid.asString() : null, this.begin, true,
				PodObjects.others(pod.object(), events.object()), files);
		return this.store.save(manifest, this.writer.redacted(pod.object()), this.writer.redacted(events.object()));
	}

	private EvidenceFile missing(Kind kind, LogFailure reason) {
		return EvidenceFile.missing(kind, reason.state(), reason.reason(), podPath(), List.of());
	}

	private EvidenceFile file(Kind kind, Future<EvidenceFile> task) throws InterruptedException {
		try {
			return task.get();
		}
		catch (ExecutionException ex) {
			return EvidenceFile.missing(kind, State.FAILED, "it could not be written: " + ex.getCause(), null,
					List.of());
		}
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
	 * An object, or why it could not be had.
	 */
	private record Fetched(JsonNode object, @Nullable IOException error) {

		private @Nullable LogFailure failure() {
			return (this.error != null) ? LogFailure.of(this.error) : null;
		}

		private IOException cause() {
			return (this.error != null) ? this.error : new IOException("no failure");
		}

	}

}
