package dev.heal.watch;

import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import dev.heal.alert.Alert;
import dev.heal.alert.AlertHandler;
import dev.heal.alert.AlertOutcome;
import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.Intakes;
import dev.heal.limits.Overload;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what a watch missed is seen after it has expired.
 */
@EnableKubernetesMockClient
class ExpiredWatchTests {

	KubernetesMockServer server;

	KubernetesClient client;

	private final List<Alert> alerts = new CopyOnWriteArrayList<>();

	private static PodList list(String version, Pod... pods) {
		return new PodListBuilder().withNewMetadata()
			.withResourceVersion(version)
			.endMetadata()
			.withItems(pods)
			.build();
	}

	private static String watch(String version) {
		return "/api/v1/pods?allowWatchBookmarks=true&resourceVersion=" + version + "&timeoutSeconds=600&watch=true";
	}

	private static Pod crashed() {
		return Pods.pod("Running", true,
				Pods.after(Pods.ended("c1", 1, "Error", Instant.now()), Pods.waiting("CrashLoopBackOff")));
	}

	@Test
	void podsAreListedAnewAndWhatWasDeletedMeanwhileIsResolved(@TempDir Path workspace) {
		WatchEvent gone = new WatchEvent(new StatusBuilder().withCode(HttpURLConnection.HTTP_GONE).build(), "ERROR");
		this.server.expect().withPath("/api/v1/pods?limit=500").andReturn(200, list("1", crashed())).once();
		this.server.expect()
			.withPath(watch("1"))
			.andUpgradeToWebSocket()
			.open()
			.waitFor(3000)
			.andEmit(gone)
			.done()
			.once();
		this.server.expect()
			.withPath("/api/v1/pods?limit=500")
			.andReturn(200, list("7", Pods.named(crashed(), "shop", "web-1")))
			.once();
		this.server.expect().withPath(watch("7")).andUpgradeToWebSocket().open().done().always();
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		var intake = Intakes.of(new Handler());
		PodAlerts podAlerts = new PodAlerts(intake, beans.getBeanProvider(Overload.class), Workspaces.in(workspace),
				new WatchProperties(true, Duration.ofMinutes(15), Duration.ZERO, Duration.ofMinutes(15),
						Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(1)),
				Clock.systemUTC());
		PodWatcher watcher = new PodWatcher(this.client, intake, podAlerts, new EndingWatch(null, null, null, null) {

			@Override
			void begin() {
			}

		}, Clock.systemUTC(), new SimpleMeterRegistry());
		watcher.start();
		try {
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.alerts.size() == 3);
			assertThat(this.alerts).extracting((alert) -> alert.subject().name() + " " + alert.firing())
				.containsExactlyInAnyOrder("web-0 true", "web-0 false", "web-1 true");
		}
		finally {
			watcher.stop();
		}
	}

	/**
	 * Takes all alerts in.
	 */
	private final class Handler implements AlertHandler {

		@Override
		public List<AlertOutcome> handle(List<Alert> taken) {
			ExpiredWatchTests.this.alerts.addAll(taken);
			return taken.stream().map((alert) -> AlertOutcome.of(alert, Outcome.ACCEPTED, null)).toList();
		}

		@Override
		public AlertOutcome rehearse(Alert alert) {
			throw new UnsupportedOperationException();
		}

	}

}
