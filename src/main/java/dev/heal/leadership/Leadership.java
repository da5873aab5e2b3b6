package dev.heal.leadership;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.heal.workspace.Workspace;

/**
 * Starts the work when this Heal comes to lead, and stops it when it does so no more. One
 * that has no others beside it always leads.
 */
@Component
@ConditionalOnWebApplication
class Leadership implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Leadership.class);

	private final KubernetesClient client;

	private final List<Led> work;

	private final LeaderElectionProperties properties;

	private final String identity;

	private final Term term;

	private volatile @Nullable ExecutorService turns;

	private volatile @Nullable LeaderElector elector;

	private volatile @Nullable CompletableFuture<?> campaign;

	private volatile String leader = "nobody";

	private volatile boolean working;

	private volatile boolean closed;

	Leadership(KubernetesClient client, List<Led> work, LeaderElectionProperties properties, Workspace workspace) {
		this.client = client;
		this.work = work;
		this.properties = properties;
		this.identity = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("heal") + "_" + UUID.randomUUID();
		this.term = new Term(workspace, this.identity, properties.renewDeadline());
		if (properties.enabled()) {
			workspace.guard(this.term);
		}
	}

	/**
	 * Returns why this Heal takes nothing now.
	 * @return the reason, empty when it works
	 */
	Optional<String> objection() {
		if (this.closed) {
			return Optional.of("This Heal is about to stop; ask again in a moment.");
		}
		return leads() ? Optional.empty() : Optional
			.of("Another replica leads; the Service sends to it as soon as it is ready. Ask again in a moment.");
	}

	boolean leads() {
		return this.working && (!this.properties.enabled() || this.term.isValid());
	}

	String leader() {
		return this.properties.enabled() ? this.leader : this.identity;
	}

	@EventListener
	void close(ContextClosedEvent event) {
		this.closed = true;
	}

	@Override
	public synchronized void start() {
		ExecutorService thread = Executors
			.newSingleThreadExecutor(Thread.ofPlatform().name("leadership").daemon().factory());
		this.turns = thread;
		if (this.properties.enabled()) {
			Thread.ofPlatform().name("leader-election").daemon().start(() -> run(thread));
		}
		else {
			startWork();
		}
	}

	private void run(ExecutorService thread) {
		try {
			while (!thread.isShutdown()) {
				campaign(thread);
				thread.submit(this::stopWork).get();
				Thread.sleep(this.properties.retryPeriod());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | RuntimeException ex) {
			if (!thread.isShutdown()) {
				logger.error("The leader election ended; this Heal takes nothing any more until it is started anew",
						ex);
			}
		}
	}

	private void campaign(ExecutorService thread) throws InterruptedException {
		LeaderElector candidate = this.client.leaderElector().withConfig(config(thread)).build();
		CompletableFuture<?> running = candidate.start();
		this.elector = candidate;
		this.campaign = running;
		try {
			running.get();
		}
		catch (ExecutionException | CancellationException ex) {
			logger.debug("The campaign ended", ex);
		}
		finally {
			this.term.end();
		}
	}

	private LeaderElectionConfig config(ExecutorService thread) {
		return new LeaderElectionConfigBuilder().withName(this.properties.lease())
			.withLock(new NotedLock(new LeaseLock(namespace(), this.properties.lease(), this.identity), this.term,
					(holder) -> this.leader = holder))
			.withLeaseDuration(this.properties.leaseDuration())
			.withRenewDeadline(this.properties.renewDeadline())
			.withRetryPeriod(this.properties.retryPeriod())
			.withLeaderCallbacks(new LeaderCallbacks(() -> thread.execute(this::begin), this.term::end, (_) -> {
			}))
			.build();
	}

	private String namespace() {
		String named = this.properties.namespace();
		return (named != null) ? named : Optional.ofNullable(this.client.getNamespace()).orElse("default");
	}

	private void begin() {
		try {
			this.term.begin();
			startWork();
			logger.info("{} leads", this.identity);
		}
		catch (IOException | RuntimeException ex) {
			logger.error("{} cannot lead and leaves that to others", this.identity, ex);
			stopCampaign();
		}
	}

	private void startWork() {
		this.work.forEach(Led::start);
		this.working = true;
	}

	private void stopWork() {
		if (this.working) {
			this.working = false;
			this.work.reversed().forEach(Led::stop);
			logger.info("{} works no more", this.identity);
		}
	}

	private void stopCampaign() {
		CompletableFuture<?> running = this.campaign;
		LeaderElector candidate = this.elector;
		if (running != null && candidate != null) {
			running.cancel(true);
			release(candidate);
		}
	}

	// else the others wait until it has run out
	private void release(LeaderElector candidate) {
		try {
			candidate.release();
		}
		catch (RuntimeException ex) {
			logger.info("The lease runs out by itself: {}", ex.toString());
		}
	}

	/**
	 * Stops the work before the lease is given back.
	 */
	@Override
	public synchronized void stop() {
		ExecutorService thread = this.turns;
		this.turns = null;
		if (thread != null) {
			thread.execute(this::stopWork);
			thread.close();
			stopCampaign();
		}
	}

	@Override
	public boolean isRunning() {
		return this.turns != null;
	}

}
