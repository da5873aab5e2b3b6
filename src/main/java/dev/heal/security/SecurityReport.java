package dev.heal.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says at start who may call.
 */
@Component
@ConditionalOnWebApplication
class SecurityReport {

	private static final Logger logger = LoggerFactory.getLogger(SecurityReport.class);

	private final SecurityProperties properties;

	SecurityReport(SecurityProperties properties) {
		this.properties = properties;
	}

	@EventListener(ApplicationReadyEvent.class)
	void report() {
		if (this.properties.knowsCallers()) {
			logger.info("Callers are authenticated: tokens file {}, token reviews {}, certificates {}",
					(this.properties.tokensFile() != null) ? this.properties.tokensFile() : "none",
					this.properties.tokenReview() ? "on" : "off", this.properties.certificates().size());
		}
		else if (this.properties.open()) {
			logger.warn("Anybody who reaches the ports may call: heal.security.open=true, without authentication");
		}
		else {
			logger.info("Callers are not authenticated, so only this machine may call: "
					+ "set heal.security.tokens-file or heal.security.token-review");
		}
	}

}
