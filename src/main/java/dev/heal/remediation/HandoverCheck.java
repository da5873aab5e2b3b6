package dev.heal.remediation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.heal.remediation.Platform.Way;

/**
 * Says at the start how reports get to agents, and warns when they do not.
 */
@Component
@ConditionalOnWebApplication
class HandoverCheck {

	private static final Logger logger = LoggerFactory.getLogger(HandoverCheck.class);

	private final Platforms platforms;

	private final Dispatching dispatching;

	HandoverCheck(Platforms platforms, Dispatching dispatching) {
		this.platforms = platforms;
		this.dispatching = dispatching;
	}

	// an API server that does not answer must not hold up the start
	@EventListener(ApplicationReadyEvent.class)
	void start() {
		Thread.ofVirtual().name("handover-check").start(this::check);
	}

	void check() {
		this.dispatching.off()
			.ifPresentOrElse((reason) -> logger.info("No agents are started: {}", reason), this::checkPlatform);
	}

	private void checkPlatform() {
		Platform platform = this.platforms.current();
		if (platform.way() == Way.NONE) {
			logger.warn("No agent would find a report, in profile {}: {}", platform.profileName(), platform.why());
		}
		else {
			logger.info("Reports get to agents by {}, in profile {}", platform.handOver(), platform.profileName());
		}
	}

}
