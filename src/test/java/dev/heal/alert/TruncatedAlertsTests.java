package dev.heal.alert;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockRuntimeInfo;
import com.github.tomakehurst.wiremock.junit5.WireMockTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TruncatedAlerts}. Webhook and answer of the API are those of a real
 * Alertmanager.
 */
@WireMockTest
class TruncatedAlertsTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final WebhookReader reader = new WebhookReader(new AlertProperties(Map.of(), List.of(), List.of("pod"),
			List.of("namespace"), List.of("container"), List.of("task_id"), List.of("heal-")), new WebhookLimits(1000),
			Clock.systemUTC());

	@Test
	void alertsThatWereLeftOutAreFetched(WireMockRuntimeInfo alertmanager) throws IOException {
		WireMock.stubFor(WireMock.get(WireMock.urlPathEqualTo("/api/v2/alerts"))
			.withQueryParam("receiver", WireMock.equalTo("heal\\.a7"))
			.withQueryParam("filter", WireMock.equalTo("alertname=\"A7PodFailure\""))
			.withQueryParam("active", WireMock.equalTo("true"))
			.willReturn(WireMock.okJson(recorded("alertmanager-0.25-api-alerts.json"))));
		Webhook webhook = complete(URI.create(alertmanager.getHttpBaseUrl()));
		assertThat(webhook.entries().stream().map((entry) -> Objects.requireNonNull(entry.alert())))
			.allMatch(Alert::firing)
			.extracting((alert) -> alert.subject().name())
			.containsExactly("checkout-x0", "checkout-x1", "checkout-x2");
		assertThat(this.meters.find("heal.alerts").counter()).isNull();
	}

	@Test
	void alertsThatCannotBeFetchedAreCounted(WireMockRuntimeInfo alertmanager) throws IOException {
		WireMock.stubFor(WireMock.get(WireMock.anyUrl()).willReturn(WireMock.serverError()));
		assertThat(complete(URI.create(alertmanager.getHttpBaseUrl())).entries()).hasSize(1);
		assertThat(this.meters.get("heal.alerts").tag("outcome", "truncated").counter().count()).isEqualTo(2);
	}

	@Test
	void alertsAreCountedWhereNoAlertmanagerIsKnown() throws IOException {
		assertThat(complete(null).entries()).hasSize(1);
		assertThat(this.meters.get("heal.alerts").tag("outcome", "truncated").counter().count()).isEqualTo(2);
	}

	private Webhook complete(@Nullable URI url) throws IOException {
		TruncatedAlerts truncated = new TruncatedAlerts(new AlertmanagerProperties(url, Duration.ofSeconds(2), null),
				this.reader, this.meters, new StaticListableBeanFactory().getBeanProvider(SslBundles.class));
		try (InputStream body = getClass().getResourceAsStream("alertmanager-0.25-one-of-three.json")) {
			return truncated.complete(this.reader.read(body));
		}
	}

	private String recorded(String name) throws IOException {
		try (InputStream in = getClass().getResourceAsStream(name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
