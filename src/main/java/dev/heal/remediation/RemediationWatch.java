package dev.heal.remediation;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRuns;
import dev.heal.leadership.Led;

/**
 * Follows all remediations while the service runs: at once when a CodeRun changes, and
 * now and then for what changes beside them.
 */
@Component
@ConditionalOnWebApplication
class RemediationWatch implements Led, ResourceEventHandler<CodeRun> {

	/**
	 * How many open failures are looked at each time.
	 */
	private static final int MANY = 50;

	/**
	 * How many times it takes to look at each of more than that.
	 */
	private static final int TURNS = 12;

	private final CodeRuns codeRuns;

	private final Failures failures;

	private final Follower follower;

	private final Announcements announcements;

	private final PodWatch pods;

	private final RemediationMetrics metrics;

	private final Dispatching dispatching;

	private final RemediationProperties properties;

	private final Clock clock;

	private final Complaint complaint;

	private final Set<String> waiting = ConcurrentHashMap.newKeySet();

	private final Set<String> busy = ConcurrentHashMap.newKeySet();

	private volatile @Nullable SharedIndexInformer<CodeRun> informer;

	private volatile @Nullable Loop loop;

	private int round;

	RemediationWatch(CodeRuns codeRuns, Failures failures, Follower follower, Announcements announcements,
			PodWatch pods, RemediationMetrics metrics, Dispatching dispatching, RemediationProperties properties,
			Clock clock) {
		this.codeRuns = codeRuns;
		this.failures = failures;
		this.follower = follower;
		this.announcements = announcements;
		this.pods = pods;
		this.metrics = metrics;
		this.dispatching = dispatching;
		this.properties = properties;
		this.clock = clock;
		this.complaint = new Complaint("Could not follow a remediation (trying again)", clock);
	}

	@Override
	public void start() {
		if (isRunning()) {
			return;
		}
		SharedIndexInformer<CodeRun> started = this.codeRuns.inform(this);
		this.informer = started;
		Reconnection reconnection = new Reconnection("CodeRuns", this.clock);
		// what nobody asks for may be missing
		started
			.exceptionHandler((isStarted, failure) -> this.dispatching.off().isPresent()
					|| reconnection.retryAfterException(isStarted, failure))
			.start();
		this.loop = Loop.start("look at the remediations", this.properties.pollInterval(), this::look);
	}

	@Override
	public void stop() {
		SharedIndexInformer<CodeRun> started = this.informer;
		Loop looking = this.loop;
		this.informer = null;
		if (started != null) {
			started.close();
		}
		if (looking != null) {
			looking.close();
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

	private void look() {
		surely(this.failures::refresh);
		List<Failure> known = this.failures.all();
		known.forEach((failure) -> surely(() -> this.announcements.announce(failure)));
		this.announcements.keep(known);
		List<Failure> open = known.stream().filter(Failure::open).toList();
		due(open).forEach((failure) -> follow(failure.id()));
		surely(() -> this.pods.watch(open, this::follow));
		SharedIndexInformer<CodeRun> source = this.informer;
		if (source != null && source.hasSynced()) {
			this.metrics.count(this.codeRuns.judged(source.getStore().list()));
		}
		this.round++;
	}

	// of many that wait: those that may start next, and the others in turn
	private Stream<Failure> due(List<Failure> open) {
		if (open.size() <= MANY) {
			return open.stream();
		}
		Set<String> next = open.stream()
			.filter((failure) -> failure.state() == IncidentState.QUEUED)
			.sorted(Comparator.comparing(Failure::since))
			.limit(this.properties.maxActive())
			.map(Failure::id)
			.collect(Collectors.toSet());
		return open.stream()
			.filter((failure) -> failure.hasAgent() || next.contains(failure.id())
					|| Math.floorMod(failure.id().hashCode() - this.round, TURNS) == 0);
	}

	private void surely(Runnable step) {
		try {
			step.run();
		}
		catch (Throwable ex) {
			this.complaint.say(ex.toString(), ex);
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
				surely(() -> step(failure));
			}
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
			this.follower.follow(failure, this.codeRuns.judged(source.getStore().list()));
			this.failures.find(failure).ifPresent(this.announcements::announce);
		}
	}

}
