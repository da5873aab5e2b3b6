package dev.heal.incident;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.alert.Alert;
import dev.heal.alert.Alert.Hints;
import dev.heal.alert.Subject;
import dev.heal.remediation.IncidentState;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IncidentQueue}.
 */
class IncidentQueueTests {

	private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

	private Answer answer = (incident) -> incident;

	private final AtomicInteger answers = new AtomicInteger();

	private IncidentStore store;

	private IncidentQueue queue;

	@BeforeEach
	void start(@TempDir Path folder) {
		this.store = new IncidentStore(Workspaces.in(folder), JsonMapper.shared());
		this.queue = queue(2);
		this.queue.start();
	}

	private IncidentQueue queue(int workers) {
		Duration moment = Duration.ofMillis(1);
		return new IncidentQueue(this.store, new Answering(),
				new IncidentProperties(workers, 10, moment, moment, moment, Duration.ofHours(6), moment),
				new SimpleMeterRegistry());
	}

	@AfterEach
	void stop() {
		this.queue.stop();
	}

	@Test
	void errorEndsNeitherWorkerNorIncident() {
		this.answer = (incident) -> {
			if (this.answers.incrementAndGet() < 10) {
				throw new StackOverflowError();
			}
			return reported(incident);
		};
		this.queue.add(saved("crash"));
		Awaitility.await().until(() -> this.answers.get() == 10);
	}

	@Test
	void podThatFailsAgainMeanwhileIsLookedAtAgainAfterwardsAndByNobodyElse() throws InterruptedException {
		CountDownLatch first = new CountDownLatch(1);
		AtomicInteger atWork = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		this.answer = (incident) -> {
			most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
			if (this.answers.incrementAndGet() == 1) {
				first.await(10, TimeUnit.SECONDS);
			}
			atWork.decrementAndGet();
			return incident.settled(IncidentState.REPORTED, null, NOW);
		};
		this.queue.add(saved("crash"));
		Awaitility.await().until(() -> this.answers.get() == 1);
		this.queue.add(saved("crash"));
		this.queue.add(saved("other"));
		Awaitility.await().until(() -> this.answers.get() == 2);
		first.countDown();
		Awaitility.await().until(() -> this.answers.get() == 3);
		assertThat(most).hasValue(2);
	}

	@Test
	void stopWaitsForWhatIsBeingDoneAndBeginsNothing() throws InterruptedException {
		this.queue.stop();
		this.queue = queue(1);
		this.queue.start();
		CountDownLatch begun = new CountDownLatch(1);
		this.answer = (incident) -> {
			begun.countDown();
			Thread.sleep(300);
			this.answers.incrementAndGet();
			return reported(incident);
		};
		this.queue.add(saved("first"));
		this.queue.add(saved("second"));
		begun.await();
		this.queue.stop();
		assertThat(this.answers).hasValue(1);
		this.queue.start();
		Awaitility.await().until(() -> this.answers.get() == 2);
	}

	private Incident saved(String pod) {
		Alert alert = new Alert(pod, true, false, Subject.pod("shop", pod), Hints.NONE, NOW, null);
		Incident incident = Incident.opened("shop", pod, Episode.of(alert, NOW), NOW);
		this.store.save(incident);
		return incident;
	}

	private Incident reported(Incident incident) {
		Incident reported = incident.settled(IncidentState.REPORTED, null, NOW);
		this.store.save(reported);
		return reported;
	}

	/**
	 * What a worker does with an incident.
	 */
	@FunctionalInterface
	private interface Answer {

		Incident to(Incident incident) throws InterruptedException;

	}

	/**
	 * Responds as the test says.
	 */
	private final class Answering extends Responder {

		private Answering() {
			super(null, null, null, null, null, null, null, null, null, null, null, null, null, null);
		}

		@Override
		Incident respond(Incident incident) {
			try {
				return IncidentQueueTests.this.answer.to(incident);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
