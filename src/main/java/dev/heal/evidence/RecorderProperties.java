package dev.heal.evidence;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much is recorded of the ends of containers while Heal watches the pods itself.
 *
 * @param endings the number of ends that are kept for each pod; the oldest go first
 * @param logSize how much is kept of one log, from its end
 * @param podSize how much is kept of the logs of one pod
 * @param size how much is kept of all logs together
 * @param age how long they are kept
 * @param atOnce how many logs are read at a time
 */
@Validated
@ConfigurationProperties("heal.watch.recorder")
record RecorderProperties(@DefaultValue("50") @Min(1) @Max(1000) int endings, @DefaultValue("1MB") DataSize logSize,
		@DefaultValue("20MB") DataSize podSize, @DefaultValue("1GB") DataSize size,
		@DefaultValue("7d") @DurationMin(minutes = 1) Duration age, @DefaultValue("8") @Min(1) @Max(64) int atOnce) {

}
