package dev.heal.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.api.LargeLists;
import dev.heal.evidence.api.NewestItems;
import dev.heal.evidence.around.Surroundings;
import dev.heal.evidence.log.LogBudget;

/**
 * Fetches pods' evidence from the cluster to the workspace.
 */
@Component
public class EvidenceCollector implements AutoCloseable {

	private static final int PATIENCE = 30;

	private final ApiServer api;

	private final EvidenceWriter writer;

	private final EvidenceStore store;

	private final EvidenceProperties properties;

	private final EvidenceLimits limits;

	private final LargeLists lists;

	private final SharedCollections shared = new SharedCollections();

	private final FairExecutor executor;

	private final Surroundings surroundings;

	EvidenceCollector(ApiServer api, EvidenceWriter writer, EvidenceStore store, EvidenceProperties properties,
			EvidenceLimits limits, Surroundings surroundings) {
		this.limits = limits;
		this.lists = new LargeLists(limits.listSize().toBytes(), PATIENCE);
		this.api = api;
		this.writer = writer;
		this.store = store;
		this.properties = properties;
		this.surroundings = surroundings;
		this.executor = new FairExecutor(properties.maxRequests());
	}

	/**
	 * Fetches the evidence now. A source that fails is recorded in the manifest, so that
	 * one missing source never loses the others. Interrupting the thread ends it early.
	 * @param request whose evidence
	 * @return what was had
	 * @throws PodNotFoundException if there is no such pod and nothing of it is left
	 * @throws ApiServerException if the API server could not be asked for anything
	 * @throws UnknownContainerException if the pod does not have the container asked for
	 */
	public Evidence collect(EvidenceRequest request) {
		return collect(request, (file, bytes) -> {
		});
	}

	/**
	 * Fetches the evidence now, and says how far it has come.
	 * @param request whose evidence
	 * @param listener is told of each part of a log
	 * @return what was had
	 */
	public Evidence collect(EvidenceRequest request, CollectionListener listener) {
		try (SharedCollections.Ticket ticket = begin("namespace " + request.namespace(), request, listener)) {
			return ticket.await();
		}
	}

	/**
	 * Begins to fetch the evidence, or joins in where that is under way.
	 * @param caller who wants it; callers get their turns
	 * @param request whose evidence
	 * @param listener is told of each part of a log
	 * @return waits for the evidence; the collection ends when nobody waits any more
	 */
	SharedCollections.Ticket begin(String caller, EvidenceRequest request, CollectionListener listener) {
		EvidenceRequest wanted = request.orDefault(this.properties.tail());
		return this.shared.join(wanted, listener,
				(told) -> new Collection(this.api, this.writer, this.store, this.executor, this.surroundings, items(),
						new LogBudget(this.limits, this.writer.workspace()), caller, wanted, told)
					.run());
	}

	/**
	 * Returns the evidence that is already there, without asking the cluster.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the evidence, empty when none is stored
	 */
	public Optional<Evidence> stored(String namespace, String pod) {
		return this.store.find(namespace, pod);
	}

	/**
	 * Returns how containers of a pod ended while Heal watched.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param uid the pod's UID, null when it is not known
	 * @return what is recorded, the oldest first
	 */
	public List<RecordedEnd> endings(String namespace, String pod, @Nullable String uid) {
		return this.store.endings(namespace, pod, uid);
	}

	/**
	 * Returns the evidence that is already there, for people to see.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the evidence, empty when none is stored; opening a file of it that somebody
	 * has changed fails with a conflict
	 */
	public Optional<Evidence> guarded(String namespace, String pod) {
		return stored(namespace, pod).map(this.store::guarded);
	}

	/**
	 * Returns logs that somebody else put into the workspace, with the pod and its events
	 * as they are now.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the evidence, empty when there are no such logs
	 * @throws PodNotFoundException if there is no such pod any more
	 * @throws ApiServerException if the API server could not be asked
	 */
	public Optional<Evidence> unrecorded(String namespace, String pod) {
		Path current = this.store.unrecorded(pod, Kind.CURRENT_LOG).orElse(null);
		Path previous = this.store.unrecorded(pod, Kind.PREVIOUS_LOG).orElse(null);
		if (current == null && previous == null) {
			return Optional.empty();
		}
		PodObjects server = new PodObjects(this.api);
		try (NewestItems events = items()) {
			return Optional.of(Evidence.recorded(this.writer.redacted(server.pod(namespace, pod)),
					this.writer.redacted(server.events(namespace, pod, events)), current, previous));
		}
		catch (IOException ex) {
			throw ApiAnswerException.isNotFound(ex) ? PodNotFoundException.of(namespace, pod)
					: ApiServerException.of(ex);
		}
	}

	private NewestItems items() {
		return new NewestItems(this.lists.room(), this.limits.listItems());
	}

	/**
	 * Looks at a pod and its events, and stores nothing.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return what they are now, without logs
	 * @throws PodNotFoundException if there is no such pod
	 * @throws ApiServerException if the API server could not be asked
	 */
	public Evidence glance(String namespace, String pod) {
		PodObjects server = new PodObjects(this.api);
		try {
			return Evidence.recorded(this.writer.redacted(server.pod(namespace, pod)),
					this.writer.redacted(server.events(namespace, pod, items())), null, null);
		}
		catch (IOException ex) {
			throw ApiAnswerException.isNotFound(ex) ? PodNotFoundException.of(namespace, pod)
					: ApiServerException.of(ex);
		}
	}

	/**
	 * Looks whether a pod is still as it was.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return its mark now, empty when it is not there
	 * @throws ApiServerException if the API server could not be asked
	 */
	public Optional<String> mark(String namespace, String pod) {
		try {
			return Optional.of(PodMark.of(new PodObjects(this.api).pod(namespace, pod)));
		}
		catch (IOException ex) {
			if (ApiAnswerException.isNotFound(ex)) {
				return Optional.empty();
			}
			throw ApiServerException.of(ex);
		}
	}

	Optional<StoredFile> stored(EvidenceFile file) {
		return this.store.stored(file);
	}

	@Override
	public void close() {
		this.shared.close();
		this.executor.close();
	}

}
