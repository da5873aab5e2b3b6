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
 * Watches the pods of open failures, so that a change of them is seen at once.
 */
@Component
class PodWatch {

	private final Workloads workloads;

	private final Clock clock;

	private final Map<String, SharedIndexInformer<Pod>> informers = new ConcurrentHashMap<>();

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
		Set<String> wanted = failures.stream().map(Failure::id).collect(Collectors.toSet());
		this.informers.keySet().stream().filter((id) -> !wanted.contains(id)).forEach(this::forget);
		failures.stream()
			.filter((failure) -> !this.informers.containsKey(failure.id()))
			.forEach((failure) -> this.workloads.inform(failure, new Handler(failure.id(), changed))
				.ifPresent((informer) -> start(failure.id(), informer)));
	}

	void close() {
		this.informers.keySet().forEach(this::forget);
	}

	private void start(String failure, SharedIndexInformer<Pod> informer) {
		this.informers.put(failure, informer);
		informer.exceptionHandler(new Reconnection("the pods of failure " + failure, this.clock)).start();
	}

	private void forget(String failure) {
		SharedIndexInformer<Pod> informer = this.informers.remove(failure);
		if (informer != null) {
			informer.close();
		}
	}

	/**
	 * Passes on that a pod has changed.
	 *
	 * @param failure the failure of the pod
	 * @param changed is told
	 */
	private record Handler(String failure, Consumer<String> changed) implements ResourceEventHandler<Pod> {

		@Override
		public void onAdd(Pod pod) {
			this.changed.accept(this.failure);
		}

		@Override
		public void onUpdate(Pod before, Pod pod) {
			this.changed.accept(this.failure);
		}

		@Override
		public void onDelete(Pod pod, boolean unknown) {
			this.changed.accept(this.failure);
		}

	}

}
