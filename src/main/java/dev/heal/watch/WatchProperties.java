package dev.heal.watch;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether Heal watches the pods itself, and when it raises an alert: as the documented
 * rules for Prometheus do unless said otherwise.
 *
 * @param enabled whether Heal watches the pods itself, for clusters without Alertmanager
 * @param crashWindow how long a crash counts, so that a loop is one alert
 * @param cannotStartFor how long a container must have been kept from starting
 * @param pendingFor how long a pod must have been pending
 * @param notReadyFor how long a pod must have run without being ready
 * @param failedFor how long a pod that has failed, and is not restarted, counts
 * @param repeatInterval after which time an alert that goes on is raised again
 */
@Validated
@ConfigurationProperties("heal.watch")
record WatchProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("15m") @DurationMin(seconds = 1) Duration crashWindow,
		@DefaultValue("2m") @DurationMin(millis = 0) Duration cannotStartFor,
		@DefaultValue("15m") @DurationMin(millis = 0) Duration pendingFor,
		@DefaultValue("15m") @DurationMin(millis = 0) Duration notReadyFor,
		@DefaultValue("1h") @DurationMin(seconds = 1) Duration failedFor,
		@DefaultValue("1h") @DurationMin(seconds = 1) Duration repeatInterval) {

}
