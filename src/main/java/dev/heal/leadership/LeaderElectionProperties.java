package dev.heal.leadership;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How several replicas agree on one that works.
 *
 * @param enabled whether there are several; one alone needs no lease
 * @param namespace where the lease is, by default where Heal runs
 * @param lease the name of the lease
 * @param leaseDuration how long the others wait after the leader was last heard of
 * @param renewDeadline how long the leader goes on without having renewed the lease;
 * shorter than the lease lasts
 * @param retryPeriod how often the lease is renewed, or asked for
 */
@ConfigurationProperties("heal.leader-election")
record LeaderElectionProperties(@DefaultValue("false") boolean enabled, @Nullable String namespace,
		@DefaultValue("heal") String lease, @DefaultValue("15s") Duration leaseDuration,
		@DefaultValue("10s") Duration renewDeadline, @DefaultValue("2s") Duration retryPeriod) {

	LeaderElectionProperties {
		if (renewDeadline.compareTo(leaseDuration) >= 0 || retryPeriod.compareTo(renewDeadline) >= 0) {
			throw new IllegalArgumentException("heal.leader-election.retry-period must be shorter than "
					+ "renew-deadline, and that shorter than lease-duration");
		}
	}

}
