package dev.heal.evidence.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import io.fabric8.kubernetes.client.Config;
import org.jspecify.annotations.Nullable;

/**
 * Who Heal is to the API server. Tokens of service accounts are replaced about every
 * hour, so that they are looked up again each minute and when they are refused.
 */
final class ApiCredentials {

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	private volatile Config config;

	private volatile long renewed = System.nanoTime();

	ApiCredentials(Config config) {
		this.config = config;
	}

	/**
	 * Returns the value of the header {@code Authorization}.
	 * @return the value, empty when a client certificate says it all
	 */
	Optional<String> authorization() {
		if (System.nanoTime() - this.renewed > MINUTE && token() != null) {
			renew();
		}
		String token = token();
		return (token != null && !token.isEmpty()) ? Optional.of("Bearer " + token) : basic();
	}

	/**
	 * Looks the credentials up again.
	 * @return true, since they may be others now
	 */
	boolean renew() {
		this.config = this.config.refresh();
		this.renewed = System.nanoTime();
		return true;
	}

	private Optional<String> basic() {
		String user = this.config.getUsername();
		if (user == null || user.isEmpty()) {
			return Optional.empty();
		}
		byte[] pair = (user + ":" + this.config.getPassword()).getBytes(StandardCharsets.UTF_8);
		return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
	}

	private @Nullable String token() {
		Config config = this.config;
		if (config.getOauthTokenProvider() != null) {
			return config.getOauthTokenProvider().getToken();
		}
		return (config.getOauthToken() != null) ? config.getOauthToken() : config.getAutoOAuthToken();
	}

}
