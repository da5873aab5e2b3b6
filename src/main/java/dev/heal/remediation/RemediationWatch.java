package dev.heal.remediation;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Follows all remediations while the service runs: at once when a CodeRun changes, and
 * now and then for what changes beside them.
 */
@Component
@ConditionalOnWebApplication
class RemediationWatch implements SmartLifecycle, ResourceEventHandler<CodeRun> {

	private static final Logger logger = LoggerFactory.getLogger(RemediationWatch.class);

	private final CodeRuns codeRuns;

	private final Failures failures;

	private final Follower follower;

	private final Announcements announcements;

	private final PodWatch pods;

	private final RemediationMetrics metrics;

	private final RemediationProperties properties;

	private final Clock clock;

	private final Set<String> waiting = ConcurrentHashMap.newKeySet();

	private final Set<String> busy = ConcurrentHashMap.newKeySet();

	private volatile @Nullable SharedIndexInformer<CodeRun> informer;

	private volatile @Nullable Thread looker;

	RemediationWatch(CodeRuns codeRuns, Failures failures, Follower follower, Announcements announcements,
			PodWatch pods, RemediationMetrics metrics, RemediationProperties properties, Clock clock) {
		this.codeRuns = codeRuns;
		this.failures = failures;
		this.follower = follower;
		this.announcements = announcements;
		this.pods = pods;
		this.metrics = metrics;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public void start() {
		SharedIndexInformer<CodeRun> started = this.codeRuns.inform(this);
		this.informer = started;
		started.exceptionHandler(new Reconnection("CodeRuns", this.clock)).start();
		this.looker = Thread.ofVirtual().name("remediations").start(this::keepLooking);
	}

	@Override
	public void stop() {
		SharedIndexInformer<CodeRun> started = this.informer;
		Thread thread = this.looker;
		this.informer = null;
		if (started != null) {
			started.close();
		}
		if (thread != null) {
			thread.interrupt();
		}
		this.pods.close();
	}

	@Override
	public boolean isRunning() {
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

	private void keepLooking() {
		try {
			while (isRunning()) {
				Thread.sleep(this.properties.pollInterval());
				look();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void look() {
		try {
			this.failures.forget();
			List<Failure> known = this.failures.all();
			known.forEach(this.announcements::announce);
			List<Failure> open = known.stream().filter(Failure::open).toList();
			open.forEach((failure) -> follow(failure.id()));
			this.pods.watch(open, this::follow);
			SharedIndexInformer<CodeRun> source = this.informer;
			if (source != null && source.hasSynced()) {
				this.metrics.count(source.getStore().list());
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Could not look at the remediations; trying again", ex);
		}
	}

	private void follow(String failure) {
		this.waiting.add(failure);
		if (this.busy.add(failure)) {
			Thread.ofVirtual().name("remediation-" + failure).start(() -> work(failure));
		}
	}

	private void work(String failure) {
		try {
			while (this.waiting.remove(failure)) {
				step(failure);
			}
		}
		catch (RuntimeException ex) {
			this.waiting.remove(failure);
			logger.atWarn().addKeyValue("failure", failure).setCause(ex).log("Could not follow; trying again");
		}
		finally {
			this.busy.remove(failure);
		}
		if (this.waiting.contains(failure)) {
			follow(failure);
		}
	}

	private void step(String failure) {
		SharedIndexInformer<CodeRun> source = this.informer;
		if (source != null && source.hasSynced()) {
			this.follower.follow(failure, source.getStore().list());
			this.failures.find(failure).ifPresent(this.announcements::announce);
		}
	}

}
