package dev.heal.leadership;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Tells who leads. The others are not ready, so that alerts go to the one that is.
 */
@Component("leadershipHealthIndicator")
@ConditionalOnWebApplication
class LeadershipHealthIndicator extends AbstractHealthIndicator {

	private final Leadership leadership;

	LeadershipHealthIndicator(Leadership leadership) {
		this.leadership = leadership;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		boolean leads = this.leadership.leads();
		(leads ? builder.up() : builder.outOfService()).withDetail("leads", leads)
			.withDetail("leader", this.leadership.leader());
	}

}
