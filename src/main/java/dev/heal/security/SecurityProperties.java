package dev.heal.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call. Without a tokens file, token reviews and certificates only this machine
 * may.
 *
 * @param tokensFile a file of lines {@code <token> <scope>[,<scope>…]} with the scopes
 * webhook, read and operate; read again when it changes
 * @param tokenReview whether the API server is asked about tokens that the file does not
 * have, such as those of service accounts
 * @param audiences what a reviewed token must be meant for, empty for the API server
 * itself
 * @param reviewCache how long the answer to a review is kept, if the token lives as long
 * @param serviceAccounts what service accounts may do; those not in the list may nothing
 * @param certificates what callers with a client certificate may do, where
 * {@code server.ssl} asks for one
 * @param metricsOpen whether metrics may be read without a token, as where a
 * NetworkPolicy guards them
 * @param open whether anybody who reaches the ports may call, where nothing of the above
 * is configured
 */
@Validated
@ConfigurationProperties("heal.security")
record SecurityProperties(@Nullable Path tokensFile, @DefaultValue("false") boolean tokenReview,
		@DefaultValue List<String> audiences, @DefaultValue("1m") Duration reviewCache,
		@DefaultValue List<@Valid Grant> serviceAccounts, @DefaultValue List<@Valid Grant> certificates,
		@DefaultValue("false") boolean metricsOpen, @DefaultValue("false") boolean open) {

	boolean knowsCallers() {
		return this.tokensFile != null || this.tokenReview || !this.certificates.isEmpty();
	}

	/**
	 * What somebody may do.
	 *
	 * @param name a service account as {@code <namespace>/<name>}, another user as the
	 * API server names it, or the subject of a certificate, whole or its common name
	 * @param scopes webhook, read, operate
	 */
	record Grant(@NotBlank String name, @NotEmpty Set<Scope> scopes) {

	}

}
