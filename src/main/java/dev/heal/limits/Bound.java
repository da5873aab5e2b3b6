package dev.heal.limits;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/**
 * How large a body may be.
 *
 * @param property the property that says so
 * @param size the size
 * @param advice what else a sender can do
 */
record Bound(String property, DataSize size, String advice) {

	private static final String SMALLER_WEBHOOKS = " Alertmanager does not send it again: to lose no alert, set max_alerts in "
			+ "its webhook_config together with heal.alertmanager.url, so that Heal fetches what is left out; or group by "
			+ "more labels (group_by), so that each message is smaller.";

	static Bound of(String property, DataSize size) {
		return new Bound("heal.limits." + property, size, "");
	}

	static Bound ofWebhook(DataSize size) {
		return new Bound("heal.limits.webhook-body", size, SMALLER_WEBHOOKS);
	}

	void check(long length) {
		if (length > this.size.toBytes()) {
			throw new RefusedException(HttpStatus.CONTENT_TOO_LARGE,
					"The body is larger than %d bytes, which is the most for this call (%s).%s"
						.formatted(this.size.toBytes(), this.property, this.advice));
		}
	}

}
