package dev.heal.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

import dev.heal.incident.FailureOverview;
import dev.heal.leadership.Led;
import dev.heal.notification.NotificationProperties.Target;
import dev.heal.remediation.Loop;
import dev.heal.workspace.Workspace;

/**
 * Looks every second at what incidents have come to, and has the receivers told. Nothing
 * that works on an incident knows of it, so that no receiver holds one up; and what
 * happened while Heal was down is seen at the next start.
 */
@Component
@ConditionalOnWebApplication
class Notifications implements Led {

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final FailureOverview failures;

	private final NoticeWriter writer;

	private final Workspace workspace;

	private final SslBundles bundles;

	private final NotificationProperties properties;

	private final MeterRegistry meters;

	private final Clock clock;

	private final Cache<String, Instant> seen = Caffeine.newBuilder().maximumSize(100_000).build();

	private final List<Loop> loops = new ArrayList<>();

	private final List<Delivery> deliveries = new ArrayList<>();

	private long changes = -1;

	Notifications(FailureOverview failures, NoticeWriter writer, Workspace workspace, SslBundles bundles,
			NotificationProperties properties, MeterRegistry meters, Clock clock) {
		this.failures = failures;
		this.writer = writer;
		this.workspace = workspace;
		this.bundles = bundles;
		this.properties = properties;
		this.meters = meters;
		this.clock = clock;
	}

	@Override
	public void start() {
		stop();
		this.seen.invalidateAll();
		this.changes = -1;
		this.properties.targets().forEach(this::start);
		if (!this.deliveries.isEmpty()) {
			this.loops.add(Loop.start("look for news", PAUSE, this::look));
		}
	}

	private void start(Target target) {
		Outbox outbox = new Outbox(this.workspace, target.name());
		outbox.load();
		Delivery delivery = new Delivery(target, outbox, new Receiver(target, this.bundles), this.properties.maxAge(),
				this.meters, this.clock);
		this.deliveries.add(delivery);
		this.loops.add(Loop.start("notifications to " + target.name(), PAUSE, delivery::run));
	}

	private void look() {
		long now = this.failures.changes();
		if (now == this.changes) {
			return;
		}
		this.failures
			.changedSince(this.clock.instant().minus(this.properties.maxAge()),
					(id, time) -> !time.equals(this.seen.getIfPresent(id)))
			.forEach((incident) -> {
				this.writer.of(incident)
					.ifPresent((notice) -> this.deliveries.forEach((delivery) -> delivery.add(notice)));
				String key = (incident.pod() != null) ? incident.pod()
						: String.valueOf(incident.workload()).replace('/', '_');
				this.seen.put(incident.namespace() + "/" + key, incident.updatedAt());
			});
		this.changes = now;
	}

	@Override
	public void stop() {
		this.loops.forEach(Loop::close);
		this.loops.clear();
		this.deliveries.forEach(Delivery::close);
		this.deliveries.clear();
	}

	@Override
	public boolean isRunning() {
		return !this.loops.isEmpty();
	}

}
