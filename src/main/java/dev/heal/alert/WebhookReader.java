package dev.heal.alert;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

import dev.heal.alert.Alert.Hints;
import dev.heal.alert.SubjectReader.Named;
import dev.heal.alert.Webhook.Entry;
import dev.heal.alert.WebhookParser.Parsed;

/**
 * Reads Alertmanager's webhook, version 4, alert by alert: a bad alert is rejected alone,
 * and fields that newer Alertmanagers add are passed over.
 */
@Component
class WebhookReader {

	private final AlertProperties properties;

	private final SubjectReader subjects;

	private final Exclusions exclusions;

	private final Clock clock;

	private final WebhookParser parser;

	WebhookReader(AlertProperties properties, WebhookLimits limits, Clock clock) {
		this.properties = properties;
		this.subjects = new SubjectReader(properties);
		this.exclusions = new Exclusions(properties);
		this.clock = clock;
		this.parser = new WebhookParser(limits.webhookAlerts(), properties.taskIdLabels());
	}

	Webhook read(InputStream body) {
		Parsed<AlertReading> webhook = this.parser.parse(body, this::reading);
		List<AlertReading> alerts = webhook.alerts();
		if (alerts == null) {
			throw new MalformedWebhookException("The body must be an Alertmanager webhook of version 4: "
					+ "a JSON object with an array 'alerts'. Point a webhook_config of Alertmanager here.");
		}
		JsonNode fields = webhook.fields();
		Map<String, String> groupLabels = new TreeMap<>();
		fields.path("groupLabels").forEachEntry((name, value) -> groupLabels.put(name, value.asString("")));
		return new Webhook(alerts.stream().map((alert) -> alert.in(fields.path("status"))).toList(),
				fields.path("truncatedAlerts").asLong(0), fields.path("receiver").asString(""),
				fields.path("groupKey").asString(""), groupLabels);
	}

	/**
	 * Reads alerts of Alertmanager's API, where all of them fire.
	 * @param alerts an array
	 * @return an entry for each
	 */
	List<Entry> firing(JsonNode alerts) {
		return alerts.valueStream().map((alert) -> entry(alert, MissingNode.getInstance())).toList();
	}

	private AlertReading reading(Optional<JsonNode> alert) {
		return alert.map(this::reading)
			.orElseGet(() -> AlertReading.of(Entry.rejected(
					AlertOutcome.rejected(null, null, "more labels, or longer ones, than Heal reads of one alert"),
					false)));
	}

	private AlertReading reading(JsonNode alert) {
		Entry entry = entry(alert, alert.path("status"));
		return (entry.alert() == null || alert.has("status")) ? AlertReading.of(entry)
				: new AlertReading(entry, entry(alert, StringNode.valueOf("resolved")), false);
	}

	private Entry entry(JsonNode alert, JsonNode status) {
		Labels labels = Labels.of(alert.path("labels"));
		String fingerprint = Optional.of(alert.path("fingerprint").asString(""))
			.filter((it) -> !it.isBlank())
			.map((_) -> Fingerprints.of(alert.path("fingerprint"), labels))
			.orElse(null);
		Subject subject = null;
		try {
			Named named = this.subjects.read(labels);
			subject = named.subject();
			Optional<String> exclusion = excluded(labels, subject);
			return exclusion.isPresent()
					? Entry.of(AlertOutcome.ignored(fingerprint, subject, exclusion.get()).asked(isTest(alert)))
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
		Hints hints = new Hints(labels.get("alertname").orElse(null), named.container(), labels.get("uid").orElse(null),
				taskId(alert, labels));
		return new Alert(Fingerprints.of(alert.path("fingerprint"), labels), firing, isTest(alert), named.subject(),
				hints, startsAt, endsAt);
	}

	// true without quotes is meant as a test too, and the other way round would have
	// effects
	private static boolean isTest(JsonNode alert) {
		return "true".equalsIgnoreCase(alert.path("labels").path("heal_test").asString("").strip());
	}

	private @Nullable String taskId(JsonNode alert, Labels labels) {
		return labels.first(this.properties.taskIdLabels())
			.or(() -> Labels.of(alert.path("annotations")).first(this.properties.taskIdLabels()))
			.orElse(null);
	}

	private Optional<String> excluded(Labels labels, Subject subject) {
		return otherCluster(labels).or(() -> this.exclusions.of(subject));
	}

	private Optional<String> otherCluster(Labels labels) {
		return this.properties.match()
			.entrySet()
			.stream()
			.filter((wanted) -> !labels.get(wanted.getKey()).filter(wanted.getValue()::equals).isPresent())
			.findFirst()
			.map((wanted) -> "label %s is not %s (heal.alert.match)".formatted(wanted.getKey(), wanted.getValue()));
	}

}
