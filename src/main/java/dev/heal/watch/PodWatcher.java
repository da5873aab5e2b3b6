package dev.heal.watch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

import dev.heal.alert.AlertIntake;
import dev.heal.leadership.Led;
import dev.heal.remediation.Loop;
import dev.heal.remediation.Reconnection;

/**
 * Watches all pods whose alerts are taken in, by one informer, or one for each of the
 * namespaces that are named. It lists them in pages, and keeps of each no more than its
 * version.
 */
@Component
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("heal.watch.enabled")
class PodWatcher implements Led {

	private static final Logger logger = LoggerFactory.getLogger(PodWatcher.class);

	private static final long PAGE = 500;

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final KubernetesClient client;

	private final AlertIntake intake;

	private final PodAlerts alerts;

	private final EndingWatch endings;

	private final Clock clock;

	private volatile List<Watch> watches = List.of();

	private volatile @Nullable Loop loop;

	PodWatcher(KubernetesClient client, AlertIntake intake, PodAlerts alerts, EndingWatch endings, Clock clock,
			MeterRegistry meters) {
		this.client = client;
		this.intake = intake;
		this.alerts = alerts;
		this.endings = endings;
		this.clock = clock;
		meters.gauge("heal.watch.pods", this.alerts, PodAlerts::size);
	}

	@Override
	public void start() {
		if (isRunning()) {
			return;
		}
		this.alerts.begin();
		this.endings.begin();
		List<String> namespaces = this.intake.namespaces();
		this.watches = (namespaces.isEmpty() ? Stream.of(new Watch("all pods", this.client.pods().inAnyNamespace()))
				: namespaces.stream()
					.map((namespace) -> new Watch("the pods of namespace " + namespace,
							this.client.pods().inNamespace(namespace))))
			.toList();
		this.loop = Loop.start("watch of the pods", PAUSE, this::look);
		logger.info("Watching the pods of {}", namespaces.isEmpty() ? "all namespaces" : namespaces);
	}

	@Override
	public void stop() {
		Loop looking = this.loop;
		this.loop = null;
		if (looking != null) {
			looking.close();
		}
		this.watches.forEach(Watch::close);
		this.watches = List.of();
		this.endings.end();
	}

	@Override
	public boolean isRunning() {
		return this.loop != null;
	}

	// what is not known yet must not look as if it had ended
	private void look() {
		if (this.watches.stream().allMatch(Watch::isListed)) {
			this.alerts.tell();
		}
	}

	/**
	 * One informer.
	 */
	private final class Watch implements ResourceEventHandler<Pod>, AutoCloseable {

		private final SharedIndexInformer<Pod> informer;

		private volatile boolean listed;

		Watch(String watched, AnyNamespaceOperation<Pod, PodList, PodResource> pods) {
			this.informer = pods.withLimit(PAGE)
				.runnableInformer(0)
				.itemStore(new ReducedStateItemStore<>(ReducedStateItemStore.NAME_KEY_STATE, Pod.class,
						PodWatcher.this.client.getKubernetesSerialization()))
				.addEventHandler(this);
			this.informer.exceptionHandler(new Reconnection(watched, PodWatcher.this.clock)).start();
		}

		boolean isListed() {
			return this.listed;
		}

		// told after all that was on the list
		@Override
		public void onList(String resourceVersion, boolean remaining) {
			this.listed = true;
		}

		@Override
		public void onAdd(Pod pod) {
			changed(pod);
		}

		@Override
		public void onUpdate(Pod before, Pod pod) {
			changed(pod);
		}

		@Override
		public void onDelete(Pod pod, boolean deletedFinalStateUnknown) {
			PodWatcher.this.alerts.gone(pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName());
		}

		private void changed(Pod pod) {
			if (PodWatcher.this.intake.exclusion(pod.getMetadata().getNamespace(), pod.getMetadata().getName())
				.isEmpty()) {
				PodView view = PodView.of(pod);
				PodWatcher.this.endings.changed(view);
				PodWatcher.this.alerts.changed(view);
			}
		}

		@Override
		public void close() {
			this.informer.close();
		}

	}

}
