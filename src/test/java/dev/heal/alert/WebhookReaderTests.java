package dev.heal.alert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.heal.alert.Alert.Hints;
import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.Webhook.Entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WebhookReader}.
 */
class WebhookReaderTests {

	private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

	private final WebhookReader reader = reader(List.of());

	@Test
	void webhookOfARealAlertmanagerIsRead() throws IOException {
		Webhook webhook = recorded("alertmanager-0.25-firing-truncated.json");
		Alert alert = Objects.requireNonNull(webhook.entries().getFirst().alert());
		assertThat(webhook.truncatedAlerts()).isPositive();
		assertThat(alert)
			.isEqualTo(new Alert("2db6ea20a0fddfce", true, false, Subject.pod("cto", "checkout-7d9f8c6b5-x0"),
					new Hints("A7PodFailure", "app", null, "42"), Instant.parse("2026-11-22T07:18:19.562015Z"), null));
	}

	@Test
	void resolvedAlertTellsItsEnd() throws IOException {
		Alert alert = Objects.requireNonNull(recorded("alertmanager-0.25-resolved.json").entries().getFirst().alert());
		assertThat(alert.firing()).isFalse();
		assertThat(alert.endsAt()).isAfter(alert.startsAt());
	}

	@Test
	void exportedPodWinsOverThePodOfTheScrapeTarget() {
		Entry entry = read("""
				{"pod": "kube-state-metrics-0", "namespace": "monitoring",
				 "exported_pod": "web-0", "exported_namespace": "shop"}""");
		assertThat(Objects.requireNonNull(entry.alert()).subject()).isEqualTo(Subject.pod("shop", "web-0"));
	}

	@Test
	void alertWithoutPodIsRejectedAlone() {
		assertThat(outcome(read("{\"namespace\": \"shop\"}")).reason())
			.startsWith("no pair of labels exported_pod + exported_namespace or pod + namespace")
			.endsWith("it has the labels namespace");
	}

	@ParameterizedTest
	@ValueSource(strings = { "../../etc/passwd", "Web-0", "web_0", "web-0\\u0000", "-web", "a..b" })
	void podWithAnImpossibleNameIsRejected(String pod) {
		AlertOutcome outcome = outcome(read("{\"namespace\": \"shop\", \"pod\": \"" + pod + "\"}"));
		assertThat(outcome.outcome()).isEqualTo(Outcome.REJECTED);
	}

	@Test
	void podOfHealItselfIsIgnored() {
		AlertOutcome outcome = outcome(read("{\"namespace\": \"cto\", \"pod\": \"heal-0\"}"));
		assertThat(outcome.outcome()).isEqualTo(Outcome.IGNORED);
		assertThat(outcome.reason()).isEqualTo("excluded by prefix heal-");
	}

	@Test
	void podOfAnotherNamespaceIsIgnoredWhereThereIsAList() {
		WebhookReader strict = reader(List.of("shop"));
		Webhook webhook = strict.read(stream(webhook("{\"namespace\": \"bank\", \"pod\": \"web-0\"}")));
		assertThat(outcome(webhook.entries().getFirst()).outcome()).isEqualTo(Outcome.IGNORED);
	}

	@Test
	void wrongTimeIsRejectedAlone() {
		Webhook webhook = this.reader.read(stream("""
				{"alerts": [
				  {"labels": {"namespace": "shop", "pod": "web-0"}, "startsAt": "yesterday"},
				  {"labels": {"namespace": "shop", "pod": "web-1"}, "startsAt": "2026-01-05T11:00:00+01:00"}]}"""));
		assertThat(outcome(webhook.entries().getFirst()).reason()).isEqualTo("not an RFC 3339 time: yesterday");
		assertThat(Objects.requireNonNull(webhook.entries().getLast().alert()).startsAt())
			.isEqualTo("2026-01-05T10:00:00Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "{}", "{\"alerts\": 5}", "{\"alerts\": [", "not json" })
	void bodyThatIsNoWebhookIsAProblem(String body) {
		assertThatExceptionOfType(MalformedWebhookException.class).isThrownBy(() -> this.reader.read(stream(body)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "5", "null", "\"x\"", "[]", "{}", "{\"labels\": 5}", "{\"labels\": {\"pod\": [1]}}" })
	void alertOfAWrongTypeIsRejectedAlone(String alert) {
		Webhook webhook = this.reader.read(stream("{\"alerts\": [" + alert + "]}"));
		assertThat(outcome(webhook.entries().getFirst()).outcome()).isEqualTo(Outcome.REJECTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"alerts\": []} {}", "{\"alerts\": []}]", "[] []", "{\"alerts\": [{]}",
			"{\"alerts\": [],}", "{\"alerts\": []" })
	void bodyThatIsNotJsonIsAProblem(String body) {
		assertThatExceptionOfType(MalformedWebhookException.class).isThrownBy(() -> this.reader.read(stream(body)))
			.withMessageStartingWith("The body is not JSON: ");
	}

	@Test
	void ofAFieldThatIsThereTwiceTheLastCounts() {
		Webhook webhook = this.reader.read(stream("""
				{"alerts": [{"labels": {"pod": "web-0", "namespace": "shop"}}, 5], "receiver": "a", "receiver": "b",
				 "alerts": [{"labels": {"pod": "web-1"}, "labels": {"pod": "web-2", "namespace": "shop"}}]}"""));
		assertThat(webhook.receiver()).isEqualTo("b");
		assertThat(webhook.entries()).extracting((entry) -> Objects.requireNonNull(entry.alert()).subject())
			.containsExactly(Subject.pod("shop", "web-2"));
		assertThatExceptionOfType(MalformedWebhookException.class)
			.isThrownBy(() -> this.reader.read(stream("{\"alerts\": [], \"alerts\": {\"a\": []}}")));
	}

	@ParameterizedTest
	@CsvSource({ "resolved, false", "FIRING, true" })
	void statusOfTheGroupCountsWhereverItStands(String status, boolean firing) {
		String alerts = "\"alerts\": [{\"labels\": {\"pod\": \"web-0\", \"namespace\": \"shop\"}}]";
		for (String body : List.of("{\"status\": \"%s\", %s}", "{\"status\": 7, %2$s, \"status\": \"%1$s\"}")) {
			Webhook webhook = this.reader.read(stream(body.formatted(status, alerts)));
			assertThat(Objects.requireNonNull(webhook.entries().getFirst().alert()).firing()).isEqualTo(firing);
		}
	}

	@Test
	void statusOfTheGroupThatIsNoneRejectsWhatHasNone() {
		Webhook webhook = this.reader.read(stream("""
				{"alerts": [{"labels": {"pod": "web-0", "namespace": "shop"}},
				  {"labels": {"pod": "web-1", "namespace": "shop"}, "status": "firing"}], "status": "odd"}"""));
		assertThat(outcome(webhook.entries().getFirst()).reason()).contains("'odd'");
		assertThat(webhook.entries().getLast().alert()).isNotNull();
	}

	@Test
	void webhookWithTooManyAlertsIsRefused() {
		assertThat(this.reader.read(stream("{\"alerts\": [" + "{},".repeat(999) + "{}]}")).entries()).hasSize(1000);
		assertThatExceptionOfType(WebhookTooLargeException.class)
			.isThrownBy(() -> this.reader.read(stream("{\"alerts\": [" + "{},".repeat(1000) + "{}]}")))
			.withMessageContaining("1000 alerts (heal.limits.webhook-alerts)");
	}

	@Test
	void oversizedAlertIsRejectedAlone() {
		String good = "{\"labels\": {\"pod\": \"web-0\", \"namespace\": \"shop\"}}";
		Webhook webhook = this.reader.read(stream(
				"{\"alerts\": [{\"labels\": {\"pod\": \"" + "x".repeat(1 << 20) + "\", \"a\": {}}}, " + good + "]}"));
		assertThat(outcome(webhook.entries().getFirst()).reason()).startsWith("more labels, or longer ones");
		assertThat(webhook.entries().getLast().alert()).isNotNull();
	}

	@Test
	void reasonIsShortHoweverLongWhatItQuotes() {
		Entry entry = read("{\"" + "x".repeat(40_000) + "\": \"\"}");
		assertThat(outcome(entry).reason()).hasSizeLessThan(600);
	}

	private Entry read(String labels) {
		return this.reader.read(stream(webhook(labels))).entries().getFirst();
	}

	private Webhook recorded(String name) throws IOException {
		try (InputStream body = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
			return this.reader.read(body);
		}
	}

	private static AlertOutcome outcome(Entry entry) {
		return Objects.requireNonNull(entry.outcome());
	}

	private static String webhook(String labels) {
		return "{\"version\": \"4\", \"alerts\": [{\"status\": \"firing\", \"fingerprint\": \"f\", \"labels\": "
				+ labels + ", \"startsAt\": \"2026-01-05T10:00:00Z\"}]}";
	}

	private static InputStream stream(String body) {
		return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
	}

	private static WebhookReader reader(List<String> namespaces) {
		return new WebhookReader(new AlertProperties(Map.of(), namespaces, List.of("exported_pod", "pod"),
				List.of("exported_namespace", "namespace"), List.of("exported_container", "container"),
				List.of("task_id"), List.of("heal-")), new WebhookLimits(1000), NOW);
	}

}
