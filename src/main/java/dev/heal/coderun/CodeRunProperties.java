package dev.heal.coderun;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where CodeRuns are, and how long they may take.
 *
 * @param namespace where CodeRuns are created, by default where Heal runs
 * @param runTimeout how long a CodeRun may take until it counts as failed
 */
@ConfigurationProperties("heal.remediation")
record CodeRunProperties(@Nullable String namespace, @DefaultValue("2h") Duration runTimeout) {

}
