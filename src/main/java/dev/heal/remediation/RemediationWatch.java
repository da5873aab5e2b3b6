package dev.heal.remediation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.heal.remediation.Failure.Stage;

/**
 * Follows all remediations while the service runs: at once when a CodeRun changes, and
 * now and then for what changes beside them. Tells the listener what they have come to,
 * also what another Heal found out.
 */
@Component
@ConditionalOnWebApplication
class RemediationWatch implements SmartLifecycle, ResourceEventHandler<CodeRun> {

	private static final Logger logger = LoggerFactory.getLogger(RemediationWatch.class);

	private final CodeRuns codeRuns;

	private final Failures failures;

	private final Follower follower;

	private final RemediationProperties properties;

	private final ObjectProvider<RemediationListener> listeners;

	private final Set<String> busy = ConcurrentHashMap.newKeySet();

	private final Map<String, RemediationProgress> told = new HashMap<>();

	private @Nullable SharedIndexInformer<CodeRun> informer;

	private @Nullable ScheduledExecutorService timer;

	private @Nullable ExecutorService workers;

	RemediationWatch(CodeRuns codeRuns, Failures failures, Follower follower, RemediationProperties properties,
			ObjectProvider<RemediationListener> listeners) {
		this.codeRuns = codeRuns;
		this.failures = failures;
		this.follower = follower;
		this.properties = properties;
		this.listeners = listeners;
	}

	@Override
	public synchronized void start() {
		this.workers = Executors.newVirtualThreadPerTaskExecutor();
		this.timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("remediations").factory());
		SharedIndexInformer<CodeRun> started = this.codeRuns.inform(this);
		started.exceptionHandler((_, _) -> true).start();
		this.informer = started;
		long interval = this.properties.pollInterval().toMillis();
		var _ = this.timer.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
	}

	@Override
	public synchronized void stop() {
		if (this.informer != null) {
			this.informer.close();
			this.informer = null;
		}
		if (this.timer != null) {
			this.timer.shutdownNow();
		}
		if (this.workers != null) {
			this.workers.shutdownNow();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.informer != null;
	}

	@Override
	public void onAdd(CodeRun run) {
		changed(run);
	}

	@Override
	public void onUpdate(CodeRun before, CodeRun run) {
		changed(run);
	}

	@Override
	public void onDelete(CodeRun run, boolean deletedFinalStateUnknown) {
		changed(run);
	}

	private void changed(CodeRun run) {
		String failure = run.label(CodeRun.FAILURE);
		if (failure != null) {
			follow(failure);
		}
	}

	private void look() {
		try {
			for (Failure failure : this.failures.all()) {
				tell(failure);
				if (failure.stage() != Stage.RESOLVED && failure.stage() != Stage.CLOSED) {
					follow(failure.id());
				}
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Could not look at the remediations; trying again", ex);
		}
	}

	private synchronized void follow(String failure) {
		SharedIndexInformer<CodeRun> source = this.informer;
		if (source == null || this.workers == null || !source.hasSynced() || !this.busy.add(failure)) {
			return;
		}
		this.workers.execute(() -> {
			try {
				this.follower.follow(failure, source.getStore().list());
				this.failures.find(failure).ifPresent(this::tell);
			}
			catch (RuntimeException ex) {
				logger.atWarn().addKeyValue("failure", failure).setCause(ex).log("Could not follow; trying again");
			}
			finally {
				this.busy.remove(failure);
			}
		});
	}

	private void tell(Failure failure) {
		RemediationProgress progress = failure.progress();
		if (progress == null) {
			return;
		}
		synchronized (this.told) {
			if (!progress.equals(this.told.get(failure.id()))) {
				List<RemediationListener> all = this.listeners.stream().toList();
				all.forEach((listener) -> listener.onProgress(progress));
				this.told.put(failure.id(), progress);
			}
		}
	}

}
