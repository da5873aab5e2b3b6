package dev.heal.remediation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a person said of a remediation that waits for approval. It counts for that one
 * alone: the next attempt is asked for again.
 *
 * @param remediation the name that its CodeRun gets
 * @param given whether it may start
 * @param by who says so
 * @param reason why, null when nothing was said
 * @param at when
 */
public record Consent(String remediation, boolean given, String by, @Nullable String reason, Instant at) {

	String text() {
		return (this.given ? "approved by " : "refused by ") + Quote.of(this.by)
				+ ((this.reason != null && !this.reason.isBlank()) ? ": " + Quote.of(this.reason) : "");
	}

}
