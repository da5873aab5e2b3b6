package dev.heal.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import dev.heal.remediation.IncidentState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/operate.md} says something of each state, metric, alert, event
 * and detail of the health that there is, and of no other.
 */
class OperatePageTests {

	private static final Pattern METRIC = Pattern
		.compile("(?:counter|gauge|timer|[Bb]uilder)\\(\\s*\"(heal\\.[a-z.]+)\"");

	private static final Pattern DETAIL = Pattern.compile("withDetail\\(\"(\\w+)\"");

	private static final Pattern EVENT = Pattern
		.compile("\"(Heal(?:Report|Approval|Resolved|Escalated|Closed" + "|Remediation[A-Z])\\w*)\"");

	private static final Pattern PROMETHEUS = Pattern.compile("\\bheal_[a-z_]+");

	private final List<String> page = lines(Path.of("docs/operate.md"));

	@Test
	void statesAreThoseOfIncidents() {
		assertThat(firstCells("States of an incident"))
			.containsExactlyElementsOf(Stream.of(IncidentState.values()).map(IncidentState::text).toList());
	}

	@Test
	void metricsAreThoseOfTheCode() throws IOException {
		assertThat(metrics()).containsExactlyInAnyOrderElementsOf(
				inSources(METRIC).stream().map((metric) -> metric.replace('.', '_')).toList());
	}

	@Test
	void alertsAreThoseOfTheChart() throws IOException {
		List<Map<String, Object>> rules = new Yaml().load(Files.readString(Path.of("helm/heal/files/heal-rules.yaml")));
		assertThat(firstCells("Alerts on Heal itself"))
			.containsExactlyElementsOf(rules.stream().map((rule) -> (String) rule.get("alert")).toList());
	}

	@Test
	void chartAsksForMetricsThatThereAre() {
		assertThat(Stream.of("heal-rules.yaml", "dashboard.json")
			.flatMap((file) -> lines(Path.of("helm/heal/files", file)).stream())
			.flatMap((line) -> PROMETHEUS.matcher(line).results())
			.map((metric) -> plain(metric.group()))).isNotEmpty()
			.allSatisfy((metric) -> assertThat(metrics()).contains(metric));
	}

	private List<String> metrics() {
		return firstCells("Metrics").stream().map(OperatePageTests::plain).toList();
	}

	private static String plain(String metric) {
		return metric.replaceFirst("_(?:total|seconds(?:_(?:count|sum|max))?)$", "");
	}

	@Test
	void eventsAreThoseOfTheCode() throws IOException {
		assertThat(firstCells("Events")).containsExactlyInAnyOrderElementsOf(inSources(EVENT));
	}

	@Test
	void healthIsThatOfTheCode() throws IOException {
		List<String> told = table("Health").flatMap((row) -> Pattern.compile("`(\\w+)`").matcher(row[2]).results())
			.map((detail) -> detail.group(1))
			.toList();
		assertThat(told).containsAll(inSources(DETAIL));
	}

	private List<String> firstCells(String section) {
		return table(section).map((row) -> row[1].replace("`", "").strip()).toList();
	}

	private Stream<String[]> table(String section) {
		return this.page.stream()
			.dropWhile((line) -> !line.equals("## " + section))
			.skip(1)
			.takeWhile((line) -> !line.startsWith("## "))
			.filter((line) -> line.startsWith("| `"))
			.map((line) -> line.split("\\|"));
	}

	private static List<String> inSources(Pattern pattern) throws IOException {
		try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
			return sources.filter((file) -> file.toString().endsWith(".java"))
				.flatMap((file) -> pattern.matcher(String.join("\n", lines(file))).results())
				.map((found) -> found.group(1))
				.distinct()
				.toList();
		}
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
