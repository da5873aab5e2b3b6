package dev.heal.leadership;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Leadership}, with the lease of two replicas on one volume.
 */
@EnableKubernetesMockClient(crud = true)
class LeadershipTests {

	private KubernetesClient client;

	@TempDir
	private Path folder;

	private Replica first;

	private Replica second;

	@BeforeEach
	void startOneAfterTheOther() {
		this.first = new Replica(this.client, this.folder, true);
		this.second = new Replica(this.client, this.folder, true);
		this.first.leadership.start();
		Awaitility.await().until(this.first.leadership::leads);
		this.second.leadership.start();
	}

	@AfterEach
	void stop() {
		this.second.leadership.stop();
		this.first.leadership.stop();
	}

	@Test
	void onlyTheLeaderWorksAndWrites() throws IOException {
		Awaitility.await().until(() -> this.second.leadership.leader().equals(this.first.leadership.leader()));
		assertThat(this.second.leadership.leads()).isFalse();
		assertThat(this.second.starts).hasValue(0);
		assertThat(this.first.starts).hasValue(1);
		this.first.write("by the first");
		assertThatExceptionOfType(NotLeadingException.class).isThrownBy(() -> this.second.write("by the second"));
		assertThat(this.second.read()).isEqualTo("by the first");
	}

	@Test
	void otherOneTakesOverFromOneThatStopsAndTheFormerWritesNoMore() throws IOException {
		this.first.leadership.stop();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(this.second.leadership::leads);
		assertThat(this.first.stops).hasValue(1);
		assertThat(this.second.starts).hasValue(1);
		this.second.write("by the second");
		assertThatExceptionOfType(NotLeadingException.class).isThrownBy(() -> this.first.write("by the first"));
	}

	@Test
	void leaseIsGivenBackAtTheEnd() {
		this.second.leadership.stop();
		this.first.leadership.stop();
		assertThat(this.client.leases().inNamespace("test").withName("heal").get().getSpec().getHolderIdentity())
			.isNullOrEmpty();
	}

	@Test
	void leaderWhoseLeaseWasTakenStopsItsWorkAndWaitsForItsTurn() {
		Awaitility.await()
			.ignoreException(KubernetesClientException.class)
			.until(() -> this.client.leases().inNamespace("test").withName("heal").edit(this::taken) != null);
		Awaitility.await().until(() -> this.first.stops.get() == 1);
		assertThat(this.first.leadership.leads()).isFalse();
		Awaitility.await().until(() -> this.first.leadership.leads() || this.second.leadership.leads());
	}

	@Test
	void oneAloneLeadsWithoutALease() throws IOException {
		Replica alone = new Replica(this.client, this.folder, false);
		assertThat(alone.answer("POST")).isEqualTo(503);
		alone.leadership.start();
		assertThat(alone.leadership.leads()).isTrue();
		alone.write("alone");
		assertThat(alone.answer("POST")).isEqualTo(200);
		alone.leadership.stop();
	}

	@Test
	void onlyTheLeaderTakesRequestsThatChangeSomething() {
		assertThat(this.first.answer("POST")).isEqualTo(200);
		assertThat(this.second.answer("POST")).isEqualTo(503);
		assertThat(this.second.answer("DELETE")).isEqualTo(503);
		assertThat(this.second.answer("GET")).isEqualTo(200);
	}

	@Test
	void nothingIsTakenAnyMoreWhenTheEndIsNear() {
		this.first.leadership.close(null);
		assertThat(this.first.answer("POST")).isEqualTo(503);
	}

	@Test
	void termThatWasNotRenewedEndsThoughNobodySaysSo() throws IOException {
		Term term = new Term(this.first.workspace, "late", Duration.ofMillis(50));
		this.first.workspace.guard(term);
		term.renewed(System.nanoTime());
		term.begin();
		this.first.write("in time");
		term.renewed(System.nanoTime() - Duration.ofMillis(51).toNanos());
		assertThatExceptionOfType(NotLeadingException.class).isThrownBy(() -> this.first.write("late"));
	}

	@Test
	void termEndsWhenAnotherOneBegins() throws IOException {
		Term former = term(this.first, "former");
		Term next = term(this.second, "next");
		this.second.write("next");
		assertThat(former.isValid()).isTrue();
		assertThatExceptionOfType(NotLeadingException.class).isThrownBy(() -> this.first.write("former"));
		assertThat(next.isValid()).isTrue();
	}

	private Lease taken(Lease lease) {
		lease.getSpec().setHolderIdentity("somebody else");
		return lease;
	}

	private static Term term(Replica replica, String identity) throws IOException {
		Term term = new Term(replica.workspace, identity, Duration.ofMinutes(1));
		replica.workspace.guard(term);
		term.renewed(System.nanoTime());
		term.begin();
		return term;
	}

	/**
	 * One of several Heals.
	 */
	private static final class Replica implements Led {

		private final AtomicInteger starts = new AtomicInteger();

		private final AtomicInteger stops = new AtomicInteger();

		private final Workspace workspace;

		private final Leadership leadership;

		private Replica(KubernetesClient client, Path folder, boolean several) {
			this.workspace = Workspaces.in(folder);
			LeaderElectionProperties properties = new LeaderElectionProperties(several, "test", "heal",
					Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(100));
			this.leadership = new Leadership(client, List.of(this), properties, this.workspace);
		}

		private void write(String text) throws IOException {
			this.workspace.write(this.workspace.state().resolve("text"), text);
		}

		private String read() {
			return new String(this.workspace.read(this.workspace.state().resolve("text")).orElseThrow());
		}

		private int answer(String method) {
			MockHttpServletResponse response = new MockHttpServletResponse();
			try {
				StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("leadership", this.leadership));
				new LeaderFilter(beans.getBeanProvider(Leadership.class), JsonMapper.shared())
					.doFilter(new MockHttpServletRequest(method, "/alerts/a7"), response, new MockFilterChain());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			assertThat(response.getStatus() == 503).isEqualTo("5".equals(response.getHeader("Retry-After")));
			return response.getStatus();
		}

		@Override
		public void start() {
			this.starts.incrementAndGet();
		}

		@Override
		public void stop() {
			this.stops.incrementAndGet();
		}

		@Override
		public boolean isRunning() {
			return this.starts.get() > this.stops.get();
		}

	}

}
