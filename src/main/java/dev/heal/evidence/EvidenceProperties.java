package dev.heal.evidence;

import java.time.Duration;
import java.util.Set;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.heal.evidence.around.LookUp;

/**
 * How evidence is collected.
 *
 * @param tail the last lines of each container's log, 0 for all
 * @param maxRequests the number of requests to the API server in flight at a time; one
 * caller gets half of them, another one half of the rest
 * @param requestTimeout how long the pod or its events may take
 * @param stallTimeout how long a log may stand still before it is asked for again
 * @param retries how often a request is made again that failed, or that brought nothing
 * new
 * @param lookUps the kinds of objects that are looked at around a failing pod or
 * workload, all of them unless said; one that is not named is not asked for
 * @param secrets whether the metadata of Secrets that a failing pod uses are read: their
 * keys and when they were written, never their values
 */
@Validated
@ConfigurationProperties("heal.evidence")
public record EvidenceProperties(@DefaultValue("10000") @PositiveOrZero int tail,
		@DefaultValue("64") @Min(2) @Max(1024) int maxRequests, @DefaultValue("15s") Duration requestTimeout,
		@DefaultValue("15s") Duration stallTimeout, @DefaultValue("4") @PositiveOrZero @Max(100) int retries,
		@Nullable Set<String> lookUps, @DefaultValue("false") boolean secrets) {

	public EvidenceProperties {
		lookUps = (lookUps != null) ? Set.copyOf(lookUps) : LookUp.resources();
	}

	public boolean isLookedUp(String resource) {
		return resource.equals("secrets") ? this.secrets : isListed(resource);
	}

	private boolean isListed(String resource) {
		return this.lookUps != null && this.lookUps.contains(resource);
	}

}
