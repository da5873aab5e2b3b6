package dev.heal.evidence.retention;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long evidence is kept.
 *
 * @param age how old the evidence of a finished incident may get
 * @param size how large all evidence together may get before the oldest goes
 * @param interval how often to look for what is too old or too much
 */
@ConfigurationProperties("heal.retention")
record RetentionProperties(@DefaultValue("30d") Duration age, @DefaultValue("10GB") DataSize size,
		@DefaultValue("10m") Duration interval) {

}
