package dev.heal.alert;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.alert.Alert.Hints;
import dev.heal.alert.SubjectReader.Named;
import dev.heal.alert.Webhook.Entry;

/**
 * Reads Alertmanager's webhook, version 4, alert by alert: a bad alert is rejected alone,
 * and fields that newer Alertmanagers add are passed over.
 */
@Component
class WebhookReader {

	private final AlertProperties properties;

	private final SubjectReader subjects;

	private final Clock clock;

	private final JsonMapper mapper;

	WebhookReader(AlertProperties properties, Clock clock) {
		this.properties = properties;
		this.subjects = new SubjectReader(properties);
		this.clock = clock;
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
		return new Webhook(entries(alerts, webhook.path("status")), webhook.path("truncatedAlerts").asLong(0),
				webhook.path("receiver").asString(""), webhook.path("groupKey").asString(""), groupLabels);
	}

	/**
	 * Reads alerts of Alertmanager's API, where all of them fire.
	 * @param alerts an array
	 * @return an entry for each
	 */
	List<Entry> firing(JsonNode alerts) {
		return alerts.valueStream().map((alert) -> entry(alert, MissingNode.getInstance())).toList();
	}

	private List<Entry> entries(JsonNode alerts, JsonNode groupStatus) {
		return alerts.valueStream()
			.map((alert) -> entry(alert, alert.has("status") ? alert.path("status") : groupStatus))
			.toList();
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

	private Entry entry(JsonNode alert, JsonNode status) {
		Labels labels = Labels.of(alert.path("labels"));
		String fingerprint = Optional.of(alert.path("fingerprint").asString(""))
			.filter((it) -> !it.isBlank())
			.orElse(null);
		Subject subject = null;
		try {
			Named named = this.subjects.read(labels);
			subject = named.subject();
			Optional<String> exclusion = excluded(labels, subject);
			return exclusion.isPresent() ? Entry.of(AlertOutcome.ignored(fingerprint, subject, exclusion.get()))
					: Entry.of(alert(alert, labels, named, status));
		}
		catch (RejectedAlertException ex) {
			return Entry.rejected(AlertOutcome.rejected(fingerprint, subject, ex.reason()), ex.isUnnamed());
		}
	}

	private Alert alert(JsonNode alert, Labels labels, Named named, JsonNode status) {
		boolean firing = AlertStatus.isFiring(status);
		Instant now = this.clock.instant();
		Instant startsAt = AlertTimes.read(alert.path("startsAt")).orElse(now);
		Instant endsAt = firing ? null : AlertTimes.read(alert.path("endsAt")).orElse(now);
		Hints hints = new Hints(named.container(), labels.get("uid").orElse(null), taskId(alert, labels));
		return new Alert(Fingerprints.of(alert.path("fingerprint"), labels), firing,
				labels.get("heal_test").filter("true"::equalsIgnoreCase).isPresent(), named.subject(), hints, startsAt,
				endsAt);
	}

	private @Nullable String taskId(JsonNode alert, Labels labels) {
		return labels.first(this.properties.taskIdLabels())
			.or(() -> Labels.of(alert.path("annotations")).first(this.properties.taskIdLabels()))
			.orElse(null);
	}

	private Optional<String> excluded(Labels labels, Subject subject) {
		return Stream.of(otherCluster(labels), otherNamespace(subject), prefix(subject))
			.flatMap(Optional::stream)
			.findFirst();
	}

	private Optional<String> otherCluster(Labels labels) {
		return this.properties.match()
			.entrySet()
			.stream()
			.filter((wanted) -> !labels.get(wanted.getKey()).filter(wanted.getValue()::equals).isPresent())
			.findFirst()
			.map((wanted) -> "label %s is not %s (heal.alert.match)".formatted(wanted.getKey(), wanted.getValue()));
	}

	private Optional<String> otherNamespace(Subject subject) {
		List<String> namespaces = this.properties.namespaces();
		return (namespaces.isEmpty() || namespaces.contains(subject.namespace())) ? Optional.empty()
				: Optional.of("namespace " + subject.namespace() + " is not among heal.alert.namespaces");
	}

	private Optional<String> prefix(Subject subject) {
		return this.properties.excludePrefixes()
			.stream()
			.filter(subject.name()::startsWith)
			.findFirst()
			.map((prefix) -> "excluded by prefix " + prefix);
	}

}
