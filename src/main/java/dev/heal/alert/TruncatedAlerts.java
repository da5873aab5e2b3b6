package dev.heal.alert;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.alert.Webhook.Entry;

/**
 * The alerts that Alertmanager left out of a webhook, because of {@code max_alerts}. It
 * does not send them again, so they are fetched from its own API.
 */
@Component
class TruncatedAlerts {

	private static final Logger logger = LoggerFactory.getLogger(TruncatedAlerts.class);

	private final AlertmanagerProperties alertmanager;

	private final WebhookReader reader;

	private final MeterRegistry meters;

	private final RestClient client;

	TruncatedAlerts(AlertmanagerProperties alertmanager, WebhookReader reader, MeterRegistry meters,
			ObjectProvider<SslBundles> bundles) {
		this.alertmanager = alertmanager;
		this.reader = reader;
		this.meters = meters;
		this.client = RestClient.builder().requestFactory(requests(alertmanager, bundles)).build();
	}

	private static JdkClientHttpRequestFactory requests(AlertmanagerProperties alertmanager,
			ObjectProvider<SslBundles> bundles) {
		HttpClient.Builder client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(alertmanager.timeout());
		if (alertmanager.sslBundle() != null) {
			client.sslContext(bundles.getObject().getBundle(alertmanager.sslBundle()).createSslContext());
		}
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client.build());
		requests.setReadTimeout(alertmanager.timeout());
		return requests;
	}

	/**
	 * Adds to a webhook the alerts that were left out of it. Those that cannot be had are
	 * counted and logged, and cost the others nothing.
	 * @param webhook the webhook
	 * @return the webhook with all alerts that could be had
	 */
	Webhook complete(Webhook webhook) {
		if (webhook.truncatedAlerts() <= 0) {
			return webhook;
		}
		List<Entry> leftOut = leftOut(webhook);
		long missing = webhook.truncatedAlerts() - leftOut.size();
		if (missing > 0) {
			logger.error("{} alerts were left out of a webhook and are lost: raise max_alerts of Alertmanager's "
					+ "webhook_config, or set heal.alertmanager.url", missing);
			this.meters.counter("heal.alerts", "outcome", "truncated").increment((double) missing);
		}
		return webhook.with(leftOut);
	}

	private List<Entry> leftOut(Webhook webhook) {
		Set<String> known = webhook.entries()
			.stream()
			.map(Entry::fingerprint)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		return this.reader.firing(fetch(webhook))
			.stream()
			.filter((entry) -> !known.contains(String.valueOf(entry.fingerprint())))
			.toList();
	}

	private JsonNode fetch(Webhook webhook) {
		URI url = this.alertmanager.url();
		if (url == null) {
			return MissingNode.getInstance();
		}
		try {
			JsonNode alerts = this.client.get().uri(group(url, webhook)).retrieve().body(JsonNode.class);
			return (alerts != null) ? alerts : MissingNode.getInstance();
		}
		catch (RestClientException ex) {
			logger.warn("Could not ask Alertmanager for the alerts that it left out: {}", ex.getMessage());
			return MissingNode.getInstance();
		}
	}

	private static URI group(URI url, Webhook webhook) {
		UriComponentsBuilder group = UriComponentsBuilder.fromUri(url)
			.path("/api/v2/alerts")
			.queryParam("active", true)
			.queryParam("silenced", false)
			.queryParam("inhibited", false)
			.queryParam("receiver", "{receiver}");
		List<String> matchers = webhook.groupLabels()
			.entrySet()
			.stream()
			.map((label) -> label.getKey() + "=\"" + label.getValue().replace("\\", "\\\\").replace("\"", "\\\"")
					+ "\"")
			.toList();
		for (int i = 0; i < matchers.size(); i++) {
			group.queryParam("filter", "{filter" + i + "}");
		}
		Object[] values = Stream.concat(Stream.of(webhook.receiver()), matchers.stream()).toArray();
		return group.encode().buildAndExpand(values).toUri();
	}

}
