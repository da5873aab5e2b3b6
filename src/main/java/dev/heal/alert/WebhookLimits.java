package dev.heal.alert;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a webhook may hold.
 *
 * @param webhookAlerts the most alerts in a webhook
 */
@Validated
@ConfigurationProperties("heal.limits")
record WebhookLimits(@DefaultValue("20000") @Positive int webhookAlerts) {

}
