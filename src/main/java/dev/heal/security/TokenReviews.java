package dev.heal.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Component;

import dev.heal.security.SecurityProperties.Grant;

/**
 * Asks the API server whose token it is. An answer is kept for a while, but never longer
 * than the token lives.
 */
@Component
class TokenReviews {

	private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

	private static final Duration REFUSAL = Duration.ofSeconds(10);

	private static final int MAX_LENGTH = 16_384;

	private final SecurityProperties properties;

	private final KubernetesClient client;

	private final Clock clock;

	private final Semaphore questions = new Semaphore(8);

	private final Cache<String, Answer> answers;

	TokenReviews(SecurityProperties properties, KubernetesClient client, Clock clock) {
		this.properties = properties;
		this.client = client;
		this.clock = clock;
		Ticker ticker = () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
		this.answers = Caffeine.newBuilder()
			.maximumSize(10_000)
			.ticker(ticker)
			.expireAfter(Expiry.creating((String _, Answer answer) -> answer.timeToLive()))
			.build();
	}

	/**
	 * Asks whose token it is.
	 * @param token the token that a caller sent
	 * @return the caller, empty when the API server does not know the token
	 * @throws AuthenticationServiceException if the API server does not answer
	 */
	Optional<Caller> caller(String token) {
		if (!this.properties.tokenReview() || token.length() > MAX_LENGTH) {
			return Optional.empty();
		}
		String key = HexFormat.of().formatHex(Digests.sha256(token));
		Answer known = this.answers.getIfPresent(key);
		Answer answer = (known != null) ? known : ask(token);
		this.answers.put(key, answer);
		return answer.user().map((user) -> new Caller(user, scopes(user)));
	}

	private Answer ask(String token) {
		Duration remaining = remaining(token);
		if (!remaining.isPositive()) {
			return new Answer(Optional.empty(), REFUSAL);
		}
		if (!this.questions.tryAcquire()) {
			throw new AuthenticationServiceException("too many tokens are being reviewed");
		}
		try {
			Optional<String> user = user(review(token));
			Duration cache = user.isPresent() ? this.properties.reviewCache() : REFUSAL;
			return new Answer(user, (remaining.compareTo(cache) < 0) ? remaining : cache);
		}
		catch (KubernetesClientException ex) {
			throw new AuthenticationServiceException("the API server did not review the token: " + ex.getMessage(), ex);
		}
		finally {
			this.questions.release();
		}
	}

	private Duration remaining(String token) {
		return Duration.between(this.clock.instant(), TokenExpiry.of(token));
	}

	private TokenReviewStatus review(String token) {
		return this.client.tokenReviews()
			.create(new TokenReviewBuilder().withNewSpec()
				.withToken(token)
				.withAudiences(this.properties.audiences())
				.endSpec()
				.build())
			.getStatus();
	}

	private Optional<String> user(TokenReviewStatus status) {
		List<String> audiences = this.properties.audiences();
		boolean isMeant = audiences.isEmpty() || !Collections.disjoint(audiences, status.getAudiences());
		return (Boolean.TRUE.equals(status.getAuthenticated()) && isMeant) ? Optional.of(status.getUser().getUsername())
				: Optional.empty();
	}

	private Set<Scope> scopes(String user) {
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		this.properties.serviceAccounts()
			.stream()
			.filter((grant) -> names(grant, user))
			.map(Grant::scopes)
			.forEach(scopes::addAll);
		return scopes;
	}

	private static boolean names(Grant grant, String user) {
		return grant.name().equals(user) || (SERVICE_ACCOUNT + grant.name().replace('/', ':')).equals(user);
	}

	/**
	 * What the API server said of a token.
	 *
	 * @param user whose it is, empty when it is nobody's
	 * @param timeToLive how long that may be believed
	 */
	private record Answer(Optional<String> user, Duration timeToLive) {

	}

}
