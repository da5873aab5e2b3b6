package dev.heal.limits;

import java.time.Duration;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a caller may send.
 *
 * @param webhookBody the largest webhook
 * @param body the largest body of any other call but a report
 * @param bodies the bodies that are being read at a time, together; whoever comes then is
 * asked to try again
 * @param bodyTime how long a body may take to arrive
 * @param webhooks the webhooks that are taken in at a time; more are refused with 503
 * before they are parsed
 * @param webhooksPerSecond the webhooks of one caller in a second
 * @param callsPerSecond the other calls of one caller in a second
 */
@Validated
@ConfigurationProperties("heal.limits")
record LimitProperties(@DefaultValue("32MB") DataSize webhookBody, @DefaultValue("1MB") DataSize body,
		@DefaultValue("80MB") DataSize bodies, @DefaultValue("30s") Duration bodyTime,
		@DefaultValue("128") @Positive int webhooks, @DefaultValue("5000") @Positive int webhooksPerSecond,
		@DefaultValue("500") @Positive int callsPerSecond) {

}
