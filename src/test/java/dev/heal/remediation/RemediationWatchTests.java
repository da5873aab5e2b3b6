package dev.heal.remediation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunStatus;
import dev.heal.coderun.CodeRuns;

/**
 * Tests for {@link RemediationWatch}.
 */
@EnableKubernetesMockClient(crud = true)
class RemediationWatchTests {

	private static final String FAILURE = "b1946ac92492d234";

	@TempDir
	Path workspace;

	KubernetesClient client;

	private Heal heal;

	private RemediationWatch watch;

	@AfterEach
	void stop() {
		this.watch.stop();
		this.heal.close();
	}

	@Test
	void endOfAnAgentIsSeenWithoutWaitingForTheNextLook() {
		start("1h", (_) -> {
		});
		dispatch();
		await(IncidentState.REMEDIATING);
		CodeRun run = this.client.resources(CodeRun.class).inNamespace("cto").list().getItems().getFirst();
		run.setStatus(new CodeRunStatus("Succeeded", "done", null, null, null, null, null, null, null, null, null, null,
				null));
		this.client.resource(run).inNamespace("cto").updateStatus();
		await(IncidentState.VERIFYING);
	}

	@Test
	void changeOfAPodIsSeenWithoutWaitingForTheNextLook() {
		start("1h", (_) -> {
		});
		this.heal.get(Pause.class).set(true);
		dispatch();
		this.heal.get(PodWatch.class)
			.watch(this.heal.get(Failures.class).all(),
					(failure) -> this.heal.get(Follower.class).follow(failure, this.heal.get(CodeRuns.class).list()));
		this.client.pods().inNamespace("shop").withName("web-0").delete();
		await(IncidentState.CLOSED);
	}

	@Test
	void nothingEndsTheLooking() throws IOException {
		AtomicInteger told = new AtomicInteger();
		Path folder = Files.createDirectories(this.workspace.resolve(".heal/remediations"));
		Files.writeString(folder.resolve("0000.json"), "{\"id\": \"00");
		Files.createDirectory(folder.resolve("0001.json"));
		start("20ms", (_) -> {
			if (told.incrementAndGet() == 1) {
				throw new StackOverflowError("of a listener");
			}
			if (told.get() == 2) {
				throw new IllegalStateException("of a listener");
			}
		});
		dispatch();
		Awaitility.await().until(() -> told.get() == 3);
	}

	private void start(String interval, RemediationListener listener) {
		this.client.resource(pod()).create();
		this.heal = Heal.start(this.client, Clock.systemUTC(), this.workspace,
				"heal.remediation.poll-interval=" + interval);
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("listener", listener);
		Announcements announcements = new Announcements(beans.getBeanProvider(RemediationListener.class),
				this.heal.get(PodEvents.class), Clock.systemUTC());
		this.watch = new RemediationWatch(this.heal.get(CodeRuns.class), this.heal.get(Failures.class),
				this.heal.get(Follower.class), announcements, this.heal.get(PodWatch.class),
				this.heal.get(RemediationMetrics.class), this.heal.get(Dispatching.class),
				this.heal.get(RemediationProperties.class), Clock.systemUTC());
		this.watch.start();
	}

	private static Pod pod() {
		return new PodBuilder().withNewMetadata()
			.withName("web-0")
			.withNamespace("shop")
			.endMetadata()
			.withNewStatus()
			.withPhase("Running")
			.addNewCondition()
			.withType("Ready")
			.withStatus("False")
			.withLastTransitionTime(Instant.now().toString())
			.endCondition()
			.endStatus()
			.build();
	}

	private void dispatch() {
		this.heal.remediations().dispatch(Requests.of("web-0", FAILURE));
	}

	private void await(IncidentState state) {
		Awaitility.await()
			.until(() -> this.heal.get(Failures.class).find(FAILURE).map(Failure::state).orElse(null) == state);
	}

}
