package dev.heal.alert;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses a webhook as it arrives and hands on one alert after the other, so that it costs
 * no more memory than what becomes of its alerts, whatever else it holds.
 */
final class WebhookParser {

	private static final Set<String> FIELDS = Set.of("status", "receiver", "groupKey", "truncatedAlerts");

	private static final Map<String, Predicate<String>> OBJECTS = Map.of("groupLabels", (_) -> true);

	private static final Set<String> ALERT_FIELDS = Set.of("status", "startsAt", "endsAt", "fingerprint");

	private final int maxAlerts;

	private final Map<String, Predicate<String>> alertObjects;

	private final JsonMapper mapper;

	/**
	 * Creates it.
	 * @param maxAlerts the most alerts in a webhook
	 * @param annotations the annotations that are looked at
	 */
	WebhookParser(int maxAlerts, List<String> annotations) {
		this.maxAlerts = maxAlerts;
		this.alertObjects = Map.of("labels", (_) -> true, "annotations", Set.copyOf(annotations)::contains);
		// names would be kept for later webhooks, those of attackers too
		JsonFactory factory = JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(4 << 20).build())
			.build();
		this.mapper = JsonMapper.builder(factory).disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
	}

	/**
	 * Parses a webhook.
	 * @param <T> what becomes of an alert
	 * @param body the body of the request
	 * @param reader reads an alert, which is empty where it is too large
	 * @return what is in it
	 * @throws MalformedWebhookException if it is not JSON
	 * @throws WebhookTooLargeException if it holds too much, or is nested too deeply
	 */
	<T> Parsed<T> parse(InputStream body, Function<Optional<JsonNode>, T> reader) {
		try (JsonParser json = this.mapper.createParser(body)) {
			Reading<T> reading = new Reading<>(json, reader);
			if (json.nextToken() == JsonToken.START_OBJECT) {
				reading.readWebhook();
			}
			else if (json.currentToken() != null) {
				json.skipChildren();
			}
			if (json.currentToken() != null && json.nextToken() != null) {
				throw new MalformedWebhookException("The body is not JSON: something follows after its end");
			}
			return new Parsed<>(reading.fields.fields(), reading.alerts);
		}
		catch (StreamConstraintsException ex) {
			throw new WebhookTooLargeException(
					"is nested more deeply, or has longer names, texts or numbers, than Heal reads");
		}
		catch (JacksonException ex) {
			throw new MalformedWebhookException("The body is not JSON: " + ex.getOriginalMessage());
		}
	}

	/**
	 * What is in a webhook.
	 *
	 * @param <T> what becomes of an alert
	 * @param fields its fields but for the alerts
	 * @param alerts its alerts, null when it has no array of them
	 */
	record Parsed<T>(JsonNode fields, @Nullable List<T> alerts) {

	}

	/**
	 * The reading of one webhook.
	 */
	private final class Reading<T> {

		private final JsonParser json;

		private final Function<Optional<JsonNode>, T> reader;

		private final WantedFields fields;

		private @Nullable List<T> alerts;

		private int count;

		Reading(JsonParser json, Function<Optional<JsonNode>, T> reader) {
			this.json = json;
			this.reader = reader;
			this.fields = new WantedFields(json, FIELDS, OBJECTS);
		}

		void readWebhook() {
			while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = this.json.currentName();
				JsonToken value = this.json.nextToken();
				if (!name.equals("alerts")) {
					this.fields.read(name, value);
				}
				else if (value == JsonToken.START_ARRAY) {
					this.alerts = alerts();
				}
				else {
					this.alerts = null;
					this.json.skipChildren();
				}
			}
			if (this.fields.isTooLarge()) {
				throw new WebhookTooLargeException("has more group labels than Heal reads");
			}
		}

		private List<T> alerts() {
			List<T> read = new ArrayList<>();
			while (this.json.nextToken() != JsonToken.END_ARRAY) {
				if (++this.count > WebhookParser.this.maxAlerts) {
					throw new WebhookTooLargeException("has more than %d alerts (heal.limits.webhook-alerts)"
						.formatted(WebhookParser.this.maxAlerts));
				}
				read.add(this.reader.apply(alert()));
			}
			return read;
		}

		private Optional<JsonNode> alert() {
			WantedFields alert = new WantedFields(this.json, ALERT_FIELDS, WebhookParser.this.alertObjects);
			if (this.json.currentToken() == JsonToken.START_OBJECT) {
				alert.readAll();
			}
			else {
				this.json.skipChildren();
			}
			return alert.isTooLarge() ? Optional.empty() : Optional.of(alert.fields());
		}

	}

}
