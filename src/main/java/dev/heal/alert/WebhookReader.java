package dev.heal.alert;

import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.Webhook.Entry;

/**
 * Reads Alertmanager's webhook, version 4, alert by alert: a bad alert is rejected alone,
 * and fields that newer Alertmanagers add are passed over.
 */
@Component
class WebhookReader {

	private static final Pattern SUBDOMAIN = Pattern
		.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

	private static final Pattern LABEL = Pattern.compile("(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?");

	private final AlertProperties properties;

	private final JsonMapper mapper;

	WebhookReader(AlertProperties properties) {
		this.properties = properties;
		this.mapper = JsonMapper
			.builder(JsonFactory.builder()
				.streamReadConstraints(StreamReadConstraints.builder()
					.maxDocumentLength(properties.maxBodySize().toBytes())
					.maxNestingDepth(32)
					.build())
				.build())
			.build();
	}

	Webhook read(InputStream body) {
		JsonNode webhook = parse(body);
		JsonNode alerts = webhook.path("alerts");
		if (!alerts.isArray()) {
			throw new MalformedWebhookException("The body must be an Alertmanager webhook of version 4: "
					+ "a JSON object with an array 'alerts'. Point a webhook_config of Alertmanager here.");
		}
		Map<String, String> groupLabels = new TreeMap<>();
		webhook.path("groupLabels").forEachEntry((name, value) -> groupLabels.put(name, value.asString("")));
		return new Webhook(entries(alerts), webhook.path("truncatedAlerts").asLong(0),
				webhook.path("receiver").asString(""), groupLabels);
	}

	/**
	 * Reads alerts of a webhook or of Alertmanager's API, where all of them fire.
	 * @param alerts an array
	 * @return an entry for each
	 */
	List<Entry> entries(JsonNode alerts) {
		return alerts.valueStream().map(this::entry).toList();
	}

	private JsonNode parse(InputStream body) {
		try {
			return this.mapper.readTree(body);
		}
		catch (StreamConstraintsException ex) {
			throw ex;
		}
		catch (JacksonException ex) {
			throw new MalformedWebhookException("The body is not JSON: " + ex.getOriginalMessage());
		}
	}

	private Entry entry(JsonNode alert) {
		String fingerprint = text(alert.path("fingerprint")).orElse(null);
		String pod = label(alert, this.properties.podLabels()).orElse(null);
		String namespace = label(alert, this.properties.namespaceLabels()).orElse(null);
		if (pod == null) {
			return rejected(fingerprint, namespace, null, "no label " + or(this.properties.podLabels()));
		}
		if (namespace == null) {
			return rejected(fingerprint, null, pod, "no label " + or(this.properties.namespaceLabels()));
		}
		if (!SUBDOMAIN.matcher(pod).matches() || !LABEL.matcher(namespace).matches()) {
			return rejected(fingerprint, namespace, pod, "not the name of a pod and its namespace");
		}
		try {
			return excluded(namespace, pod)
				.map((reason) -> Entry.of(new AlertOutcome(fingerprint, namespace, pod, Outcome.IGNORED, reason, null)))
				.orElseGet(() -> Entry.of(alert(alert, fingerprint, namespace, pod)));
		}
		catch (DateTimeParseException ex) {
			return rejected(fingerprint, namespace, pod, "not an RFC 3339 time: " + ex.getParsedString());
		}
	}

	private Alert alert(JsonNode alert, @Nullable String fingerprint, String namespace, String pod) {
		boolean firing = !"resolved".equals(alert.path("status").asString(""));
		Instant startsAt = time(alert.path("startsAt")).orElse(Instant.EPOCH);
		Instant endsAt = firing ? null : time(alert.path("endsAt")).orElse(null);
		String container = label(alert, this.properties.containerLabels()).filter(LABEL.asMatchPredicate())
			.orElse(null);
		String identity = (fingerprint != null) ? fingerprint : namespace + "/" + pod;
		return new Alert(identity, firing, namespace, pod, container, taskId(alert), startsAt, endsAt);
	}

	private @Nullable String taskId(JsonNode alert) {
		return label(alert, this.properties.taskIdLabels())
			.or(() -> first(alert.path("annotations"), this.properties.taskIdLabels()))
			.orElse(null);
	}

	private Optional<String> excluded(String namespace, String pod) {
		if (!this.properties.namespaces().isEmpty() && !this.properties.namespaces().contains(namespace)) {
			return Optional.of("namespace " + namespace + " is not among heal.alert.namespaces");
		}
		return this.properties.excludePrefixes()
			.stream()
			.filter(pod::startsWith)
			.findFirst()
			.map((prefix) -> "excluded by prefix " + prefix);
	}

	private Optional<String> label(JsonNode alert, List<String> names) {
		return first(alert.path("labels"), names);
	}

	private static Optional<String> first(JsonNode map, List<String> names) {
		return names.stream().flatMap((name) -> text(map.path(name)).stream()).findFirst();
	}

	private static Optional<String> text(JsonNode node) {
		return node.isString() ? Optional.of(node.asString()).filter(StringUtils::hasText) : Optional.empty();
	}

	private static Optional<Instant> time(JsonNode node) {
		return text(node).map((time) -> OffsetDateTime.parse(time).toInstant());
	}

	private static Entry rejected(@Nullable String fingerprint, @Nullable String namespace, @Nullable String pod,
			String reason) {
		return Entry.of(new AlertOutcome(fingerprint, namespace, pod, Outcome.REJECTED, reason, null));
	}

	private static String or(List<String> names) {
		return String.join(" or ", names);
	}

}
