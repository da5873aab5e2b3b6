package dev.heal.config;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How patient Heal is with the API server. Logs have limits of their own, in
 * {@code heal.evidence}.
 *
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long an answer may take
 * @param retries how often a request is tried again after 429, 5xx or a broken
 * connection; creates too, so that they must have fixed names
 */
@Validated
@ConfigurationProperties("heal.kubernetes")
record KubernetesProperties(@DefaultValue("5s") Duration connectTimeout, @DefaultValue("15s") Duration requestTimeout,
		@DefaultValue("4") @PositiveOrZero @Max(10) int retries) {

}
