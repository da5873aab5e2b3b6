package dev.heal.remediation;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.springframework.stereotype.Component;

/**
 * Watches the pods of open failures, so that a change of them is seen at once: with one
 * informer for each namespace, however many failures there are in it.
 */
@Component
class PodWatch {

	/**
	 * How many workloads are asked for their selector at a time.
	 */
	private static final int AT_ONCE = 50;

	private final Workloads workloads;

	private final Clock clock;

	private final Map<String, SharedIndexInformer<Pod>> informers = new ConcurrentHashMap<>();

	private final Map<String, Watched> watched = new ConcurrentHashMap<>();

	PodWatch(Workloads workloads, Clock clock) {
		this.workloads = workloads;
		this.clock = clock;
	}

	/**
	 * Watches the pods of these failures, and of no others.
	 * @param failures the open failures
	 * @param changed is told the failure whose pods have changed
	 */
	void watch(List<Failure> failures, Consumer<String> changed) {
		this.watched.keySet().retainAll(failures.stream().map(Failure::id).collect(Collectors.toSet()));
		failures.stream()
			.filter((failure) -> !this.watched.containsKey(failure.id()))
			.limit(AT_ONCE)
			.forEach((failure) -> this.workloads.pods(failure)
				.ifPresent((pods) -> this.watched.put(failure.id(), new Watched(failure.namespace(), pods))));
		Set<String> namespaces = failures.stream().map(Failure::namespace).collect(Collectors.toSet());
		this.informers.keySet().stream().filter((namespace) -> !namespaces.contains(namespace)).forEach(this::forget);
		namespaces.forEach((namespace) -> this.informers.computeIfAbsent(namespace, (_) -> start(namespace, changed)));
	}

	void close() {
		this.informers.keySet().forEach(this::forget);
		this.watched.clear();
	}

	private SharedIndexInformer<Pod> start(String namespace, Consumer<String> changed) {
		SharedIndexInformer<Pod> informer = this.workloads.inform(namespace, new Handler(namespace, changed));
		informer.exceptionHandler(new Reconnection("the pods of namespace " + namespace, this.clock)).start();
		return informer;
	}

	private void forget(String namespace) {
		SharedIndexInformer<Pod> informer = this.informers.remove(namespace);
		if (informer != null) {
			informer.close();
		}
	}

	/**
	 * The pods of a failure.
	 *
	 * @param namespace their namespace
	 * @param pods tells which they are
	 */
	private record Watched(String namespace, PodSelector pods) {

	}

	/**
	 * Passes on that a pod has changed.
	 */
	private final class Handler implements ResourceEventHandler<Pod> {

		private final String namespace;

		private final Consumer<String> changed;

		Handler(String namespace, Consumer<String> changed) {
			this.namespace = namespace;
			this.changed = changed;
		}

		@Override
		public void onAdd(Pod pod) {
			tell(pod);
		}

		@Override
		public void onUpdate(Pod before, Pod pod) {
			tell(pod);
		}

		@Override
		public void onDelete(Pod pod, boolean unknown) {
			tell(pod);
		}

		private void tell(Pod pod) {
			PodWatch.this.watched.forEach((failure, watch) -> {
				if (watch.namespace().equals(this.namespace) && watch.pods().selects(pod)) {
					this.changed.accept(failure);
				}
			});
		}

	}

}
