package dev.heal.evidence;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much is taken of what the API server sends.
 *
 * @param objectSize the size of one object, such as a pod; a larger one is not read
 * @param listSize the size of a list, such as a pod's events; of a larger one the newest
 * are kept
 * @param listItems the number of objects in a list; of more the newest are kept
 * @param logSize the size of a log file; a longer log is cut
 * @param collectionSize the size of all logs of one collection together
 * @param collectionTime how long one collection may take; a log that still comes then is
 * cut
 */
@Validated
@ConfigurationProperties("heal.limits")
public record EvidenceLimits(@DefaultValue("4MB") DataSize objectSize, @DefaultValue("64MB") DataSize listSize,
		@DefaultValue("50000") @Min(1) int listItems, @DefaultValue("20GB") DataSize logSize,
		@DefaultValue("20GB") DataSize collectionSize, @DefaultValue("24h") Duration collectionTime) {

}
