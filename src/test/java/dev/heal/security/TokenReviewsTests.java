package dev.heal.security;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;

import dev.heal.security.SecurityProperties.Grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TokenReviews}.
 */
@EnableKubernetesMockClient
class TokenReviewsTests {

	private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

	private static final String USER = "system:serviceaccount:monitoring:alertmanager";

	private KubernetesMockServer server;

	private KubernetesClient client;

	private Instant now = Instant.parse("2026-01-05T10:00:00Z");

	@Test
	void serviceAccountHasTheScopesOfTheConfiguration() throws InterruptedException {
		answer(review(true, USER, List.of()), 1);
		Caller caller = reviews(List.of()).caller("token").orElseThrow();
		assertThat(caller.getName()).isEqualTo(USER);
		assertThat(caller.getAuthorities()).containsExactly(Scope.WEBHOOK.authority());
		assertThat(this.server.takeRequest().getUtf8Body()).contains("\"token\":\"token\"");
	}

	@Test
	void otherServiceAccountIsKnownButMayNothing() {
		answer(review(true, "system:serviceaccount:shop:default", List.of()), 1);
		assertThat(reviews(List.of()).caller("token").orElseThrow().getAuthorities()).isEmpty();
	}

	@Test
	void answerIsKeptForAWhile() {
		answer(review(true, USER, List.of()), 2);
		TokenReviews reviews = reviews(List.of());
		for (int i = 0; i < 5; i++) {
			assertThat(reviews.caller("token")).isPresent();
		}
		assertThat(this.server.getRequestCount()).isEqualTo(1);
		this.now = this.now.plusSeconds(61);
		assertThat(reviews.caller("token")).isPresent();
		assertThat(this.server.getRequestCount()).isEqualTo(2);
	}

	@Test
	void answerIsNotKeptBeyondTheEndOfTheToken() {
		answer(review(true, USER, List.of()), 1);
		TokenReviews reviews = reviews(List.of());
		String token = jwt(this.now.plusSeconds(20));
		assertThat(reviews.caller(token)).isPresent();
		this.now = this.now.plusSeconds(21);
		assertThat(reviews.caller(token)).isEmpty();
		assertThat(this.server.getRequestCount()).isEqualTo(1);
	}

	@Test
	void useDoesNotProlongAnAnswer() {
		answer(review(true, USER, List.of()), 2);
		TokenReviews reviews = reviews(List.of());
		for (int i = 0; i < 4; i++) {
			assertThat(reviews.caller("token")).isPresent();
			this.now = this.now.plusSeconds(25);
		}
		assertThat(this.server.getRequestCount()).isEqualTo(2);
	}

	@Test
	void unknownTokenIsNotAskedForEachTime() {
		answer(review(false, null, List.of()), 1);
		TokenReviews reviews = reviews(List.of());
		assertThat(reviews.caller("token")).isEmpty();
		assertThat(reviews.caller("token")).isEmpty();
		assertThat(this.server.getRequestCount()).isEqualTo(1);
	}

	@Test
	void tokenForSomebodyElseIsNone() {
		answer(review(true, USER, List.of("vault")), 1);
		assertThat(reviews(List.of("heal")).caller("token")).isEmpty();
		answer(review(true, USER, List.of()), 1);
		assertThat(reviews(List.of("heal")).caller("other")).isEmpty();
		answer(review(true, USER, List.of("heal")), 1);
		assertThat(reviews(List.of("heal")).caller("third")).isPresent();
	}

	@Test
	void silenceOfTheApiServerIsNoRefusal() {
		this.server.expect().post().withPath(PATH).andReturn(403, "{}").once();
		assertThatExceptionOfType(AuthenticationServiceException.class)
			.isThrownBy(() -> reviews(List.of()).caller("token"));
	}

	private TokenReviews reviews(List<String> audiences) {
		return new TokenReviews(
				new SecurityProperties(null, true, audiences, Duration.ofMinutes(1),
						List.of(new Grant("monitoring/alertmanager", Set.of(Scope.WEBHOOK))), List.of(), false, false),
				this.client, new Now());
	}

	private void answer(TokenReview review, int times) {
		this.server.expect().post().withPath(PATH).andReturn(201, review).times(times);
	}

	private static TokenReview review(boolean authenticated, String user, List<String> audiences) {
		return new TokenReviewBuilder().withNewStatus()
			.withAuthenticated(authenticated)
			.withAudiences(audiences)
			.withNewUser()
			.withUsername(user)
			.endUser()
			.endStatus()
			.build();
	}

	private static String jwt(Instant end) {
		String payload = "{\"exp\": %d}".formatted(end.getEpochSecond());
		return "e30." + Base64.getUrlEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
	}

	/**
	 * A clock that the test moves.
	 */
	private final class Now extends Clock {

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return TokenReviewsTests.this.now;
		}

	}

}
