package dev.heal.watch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import dev.heal.alert.Alert;
import dev.heal.alert.AlertHandler;
import dev.heal.alert.AlertOutcome;
import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.AlertsNotTakenException;
import dev.heal.alert.Intakes;
import dev.heal.limits.Overload;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PodWatcher}.
 */
@EnableKubernetesMockClient(crud = true)
class PodWatcherTests {

	@TempDir
	Path workspace;

	KubernetesClient client;

	private final List<Alert> alerts = new CopyOnWriteArrayList<>();

	private final AtomicReference<String> objection = new AtomicReference<>();

	private final AtomicReference<AlertsNotTakenException> trouble = new AtomicReference<>();

	private PodAlerts podAlerts;

	private PodWatcher watcher;

	private Duration repeat = Duration.ofHours(1);

	@AfterEach
	void stop() {
		this.watcher.stop();
	}

	private void start(String... namespaces) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("overload", (Overload) () -> Optional.ofNullable(this.objection.get()));
		WatchProperties properties = new WatchProperties(true, Duration.ofMinutes(15), Duration.ZERO,
				Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(1), this.repeat);
		var intake = Intakes.of(new Handler(), namespaces);
		this.podAlerts = new PodAlerts(intake, beans.getBeanProvider(Overload.class), Workspaces.in(this.workspace),
				properties, Clock.systemUTC());
		EndingWatch endings = new EndingWatch(null, null, new SimpleMeterRegistry(), Clock.systemUTC()) {

			@Override
			void begin() {
			}

		};
		this.watcher = new PodWatcher(this.client, intake, this.podAlerts, endings, Clock.systemUTC(),
				new SimpleMeterRegistry());
		this.watcher.start();
	}

	private static Pod crashed() {
		return Pods.pod("Running", true,
				Pods.after(Pods.ended("c1", 1, "Error", Instant.now()), Pods.waiting("CrashLoopBackOff")));
	}

	private void awaitAlerts(int count) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.alerts.size() == count);
	}

	// a stop in between raises again what was taken in already
	private void awaitKept(String... pods) {
		Workspace kept = Workspaces.in(this.workspace);
		Path file = kept.state().resolve("watch.json");
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(kept.read(file))
				.hasValueSatisfying((json) -> assertThat(new String(json, StandardCharsets.UTF_8)).contains(pods)));
	}

	@Test
	void crashIsRaisedOnceAndResolvedWhenThePodIsDeleted() {
		this.client.resource(crashed()).create();
		start();
		awaitAlerts(1);
		this.client.pods().inNamespace("shop").withName("web-0").delete();
		awaitAlerts(2);
		assertThat(this.alerts).extracting(Alert::firing).containsExactly(true, false);
		assertThat(this.alerts).extracting(Alert::fingerprint).containsOnly(this.alerts.getFirst().fingerprint());
		assertThat(this.alerts.getFirst().hints()).satisfies((hints) -> {
			assertThat(hints.name()).isEqualTo("A7PodCrashed");
			assertThat(hints.container()).isEqualTo("web");
			assertThat(hints.uid()).isNotBlank();
		});
		assertThat(this.podAlerts.size()).isZero();
	}

	@Test
	void restartRaisesNothingAnewAndResolvesWhatEndedMeanwhile() {
		Pod other = Pods.named(crashed(), "shop", "web-1");
		this.client.resource(crashed()).create();
		this.client.resource(other).create();
		start();
		awaitAlerts(2);
		awaitKept("web-0", "web-1");
		this.watcher.stop();
		this.client.resource(other).delete();
		start();
		awaitAlerts(3);
		assertThat(this.alerts.getLast().firing()).isFalse();
		assertThat(this.alerts.getLast().subject().name()).isEqualTo("web-1");
	}

	@Test
	void podThatGetsWellIsForgotten() {
		this.client.resource(Pods.pod("Running", false, Pods.running(Pods.START))).create();
		start();
		awaitAlerts(1);
		this.client.resource(Pods.pod("Running", true, Pods.running(Pods.START))).update();
		awaitAlerts(2);
		assertThat(this.alerts.getLast().firing()).isFalse();
		Awaitility.await().until(() -> this.podAlerts.size() == 0);
	}

	@Test
	void onlyTheNamespacesThatAreNamedAreWatchedAndWhatIsExcludedIsNot() {
		this.client.resource(Pods.named(crashed(), "billing", "web-9")).create();
		this.client.resource(Pods.named(crashed(), "shop", "heal-0")).create();
		this.client.resource(Pods.named(Pods.labelled(crashed(), "heal.platform/exclude", "true"), "shop", "web-8"))
			.create();
		this.client.resource(crashed()).create();
		start("shop", "ops");
		awaitAlerts(1);
		assertThat(this.alerts.getFirst().subject().name()).isEqualTo("web-0");
		assertThat(this.podAlerts.size()).isEqualTo(1);
	}

	@Test
	void whatCannotBeTakenInIsRaisedLater() {
		this.objection.set("too many wait already");
		this.trouble.set(new AlertsNotTakenException("the disk is full", null));
		this.client.resource(crashed()).create();
		start();
		Awaitility.await().until(() -> this.podAlerts.size() == 1);
		this.objection.set(null);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.trouble.get() == null);
		awaitAlerts(1);
	}

	@Test
	void whatGoesOnIsRaisedAgainAfterAWhileAsOfItsBeginning() {
		this.repeat = Duration.ofSeconds(1);
		this.client.resource(crashed()).create();
		start();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.alerts.size() >= 2);
		assertThat(this.alerts.get(1).startsAt()).isEqualTo(this.alerts.getFirst().startsAt());
	}

	/**
	 * Takes alerts in, but for the first ones when it is told to fail.
	 */
	private final class Handler implements AlertHandler {

		@Override
		public List<AlertOutcome> handle(List<Alert> taken) {
			AlertsNotTakenException failure = PodWatcherTests.this.trouble.getAndSet(null);
			if (failure != null) {
				throw failure;
			}
			PodWatcherTests.this.alerts.addAll(taken);
			return taken.stream().map((alert) -> AlertOutcome.of(alert, Outcome.ACCEPTED, null)).toList();
		}

		@Override
		public AlertOutcome rehearse(Alert alert) {
			throw new UnsupportedOperationException();
		}

	}

}
