package dev.heal.incident;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many incidents are worked on, and how patiently.
 *
 * @param workers the number of incidents worked on at the same time
 * @param backlog the number of incidents that may wait; more are refused with 503
 * @param retryDelay the time before a failed step is tried again; doubled each time
 * @param maxRetryDelay the longest time before a failed step is tried again
 * @param goneAfter how long a pod that is not there may come back, as that of a
 * StatefulSet does under the same name
 * @param expireAfter how long an incident goes on without a sign of life: no alert, no
 * step
 * @param rootWait how long an incident that names a Service of the cluster waits for one
 * of what stands behind it, before an agent is started
 */
@Validated
@ConfigurationProperties("heal.incident")
record IncidentProperties(@DefaultValue("8") @Min(1) @Max(256) int workers, @DefaultValue("10000") @Min(1) int backlog,
		@DefaultValue("2s") Duration retryDelay, @DefaultValue("5m") Duration maxRetryDelay,
		@DefaultValue("10s") @DurationMin(millis = 0) Duration goneAfter,
		@DefaultValue("6h") @DurationMin(millis = 1) Duration expireAfter,
		@DefaultValue("1m") @DurationMin(millis = 0) Duration rootWait) {

	Duration delay(int tries) {
		Duration delay = this.retryDelay.multipliedBy(1L << Math.min(tries, 20));
		return (delay.compareTo(this.maxRetryDelay) < 0) ? delay : this.maxRetryDelay;
	}

}
