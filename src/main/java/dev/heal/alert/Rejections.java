package dev.heal.alert;

import java.time.Duration;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import dev.heal.alert.AlertOutcome.Outcome;

/**
 * Tells of alerts that cannot be taken in: once for each reason and group an hour, as
 * Alertmanager sends the same ones again and again.
 */
@Component
class Rejections {

	private static final Logger logger = LoggerFactory.getLogger(Rejections.class);

	private final Cache<String, Boolean> told = Caffeine.newBuilder()
		.maximumWeight(4 << 20)
		.weigher((String key, Boolean _) -> key.length())
		.expireAfterWrite(Duration.ofHours(1))
		.build();

	void tell(Webhook webhook) {
		webhook.entries()
			.stream()
			.flatMap((entry) -> (entry.outcome() != null) ? Stream.of(entry.outcome()) : Stream.empty())
			.filter((outcome) -> outcome.outcome() == Outcome.REJECTED)
			.forEach(
					(outcome) -> tell(StringUtils.truncate(webhook.groupKey(), 500), String.valueOf(outcome.reason())));
	}

	private void tell(String group, String reason) {
		if (this.told.asMap().putIfAbsent(group + "\n" + reason, true) == null) {
			logger.atWarn()
				.addKeyValue("group", group)
				.log("Rejected an alert of group {}: {}; more of the kind are only counted for an hour", group, reason);
		}
	}

}
