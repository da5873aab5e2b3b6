package dev.heal.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analyzer;
import dev.heal.evidence.EndingRecorder;
import dev.heal.evidence.RecordedEnd;

/**
 * Has the ends of containers recorded as soon as the status of their pod tells of them.
 */
@Component
class EndingWatch {

	private static final Logger logger = LoggerFactory.getLogger(EndingWatch.class);

	private static final int WAITING = 10_000;

	/**
	 * What ended longer ago has been seen before, or is no news.
	 */
	private static final Duration NEWS = Duration.ofMinutes(15);

	private final Cache<String, Boolean> seen = Caffeine.newBuilder()
		.maximumSize(10L * WAITING)
		.expireAfterAccess(NEWS.multipliedBy(2))
		.build();

	private final EndingRecorder recorder;

	private final Analyzer analyzer;

	private final MeterRegistry meters;

	private final Clock clock;

	private volatile @Nullable ThreadPoolExecutor threads;

	EndingWatch(EndingRecorder recorder, Analyzer analyzer, MeterRegistry meters, Clock clock) {
		this.recorder = recorder;
		this.analyzer = analyzer;
		this.meters = meters;
		this.clock = clock;
	}

	void begin() {
		this.seen.invalidateAll();
		this.threads = new ThreadPoolExecutor(this.recorder.atOnce(), this.recorder.atOnce(), 0, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(WAITING), Thread.ofVirtual().name("endings-", 0).factory(),
				(_, _) -> leftOut());
	}

	void end() {
		ThreadPoolExecutor started = this.threads;
		this.threads = null;
		if (started != null) {
			started.shutdownNow();
		}
	}

	private void leftOut() {
		this.meters.counter("heal.endings", "log", "left-out").increment();
	}

	/**
	 * Takes in a pod as it is now. A pod that is being deleted ends its containers by
	 * itself.
	 * @param pod the pod
	 */
	void changed(PodView pod) {
		ThreadPoolExecutor started = this.threads;
		if (started == null || pod.deleted() || pod.excluded()) {
			return;
		}
		Instant oldest = this.clock.instant().minus(NEWS);
		pod.ends()
			.stream()
			.filter((end) -> end.finishedAt().isAfter(oldest))
			.filter((end) -> this.seen.asMap().putIfAbsent(end.uid() + " " + end.id(), true) == null)
			.forEach((end) -> started.execute(() -> record(pod, end)));
	}

	private void record(PodView pod, RecordedEnd end) {
		try {
			this.recorder.record(pod.namespace(), pod.name(), end,
					(evidence) -> this.analyzer.analyze(evidence).fingerprint());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			logger.warn("Could not record how {} of {} ended", end.container(), pod.key(), ex);
		}
	}

}
