package dev.heal.remediation;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Routing}.
 */
class RoutingTests {

	private static final String URL = "https://git.example/acme/";

	private final Routing routing = routing(Map.of("repository-url", URL + "shop", "model", "opus",
			"routes[0].namespace", "pay*", "routes[0].repository-url", URL + "payments", "routes[0].service", "ledger",
			"routes[1].labels[team]", "search", "routes[1].repository-url", URL + "search", "routes[1].model", "haiku",
			"allowed-repositories[0]", URL + "*", "allowed-github-apps[0]", "Other"));

	@Test
	void podWithoutARouteGoesToTheDefaults() {
		assertThat(this.routing.destination(target("shop", Map.of(), List.of())))
			.isEqualTo(new Destination(URL + "shop", URL + "shop", "heal", ".", "5DLabs-Rex", "opus"));
	}

	@Test
	void firstMatchingRouteCounts() {
		assertThat(this.routing.destination(target("payments", Map.of("team", "search"), List.of())))
			.isEqualTo(new Destination(URL + "payments", URL + "payments", "ledger", ".", "5DLabs-Rex", "opus"));
		assertThat(this.routing.destination(target("shop", Map.of("team", "search"), List.of())).model())
			.isEqualTo("haiku");
	}

	@Test
	void annotationsOfPodWorkloadAndNamespaceComeBeforeRoutesInThisOrder() {
		Destination destination = this.routing.destination(target("payments", Map.of(),
				List.of(Map.of("heal.platform/repository-url", URL + "pod"),
						Map.of("heal.platform/repository-url", URL + "workload", "heal.platform/service",
								"of-workload"),
						Map.of("heal.platform/service", "of-namespace", "heal.platform/github-app", "Other",
								"heal.platform/working-directory", "api", "heal.platform/model", "sonnet"))));
		assertThat(destination)
			.isEqualTo(new Destination(URL + "pod", URL + "pod", "of-workload", "api", "Other", "sonnet"));
	}

	@Test
	void annotationThatIsRefusedStartsNoAgentAtAll() {
		Target target = target("shop", Map.of(), List.of(Map.of("heal.platform/repository-url", "shop; rm -rf /")));
		assertThatExceptionOfType(NoDestinationException.class).isThrownBy(() -> this.routing.destination(target))
			.withMessageContaining("heal.platform/repository-url")
			.withMessageContaining("'shop; rm -rf /'")
			.withMessageContaining("plain https or ssh URL");
	}

	@ParameterizedTest
	@CsvSource({ "model, repository-url", "repository-url, model" })
	void missingPropertyIsNamed(String present, String missing) {
		Routing bare = routing(Map.of(present, URL + "shop"));
		assertThatExceptionOfType(NoDestinationException.class)
			.isThrownBy(() -> bare.destination(target("shop", Map.of(), List.of())))
			.withMessageContaining("heal.remediation." + missing)
			.withMessageContaining("heal.platform/" + missing);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			repository-url           | no url        | heal.remediation.repository-url
			routes[0].repository-url | ftp://x/y     | heal.remediation.routes[0].repository-url
			routes[0].namespace      | shop          | heal.remediation.routes[0].repository-url must be set
			""")
	void wrongRouteStopsTheStart(String property, String value, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> routing(Map.of(property, value, "model", "opus")))
			.withMessageContaining(message);
	}

	@ParameterizedTest
	@CsvSource({ "https://github.com/acme/shop, true", "git@github.com:acme/shop.git, true",
			"ssh://git@git.example:2222/shop, true", "http://git/shop, true", "shop, false", "https:///shop, false",
			"file:///etc, false", "https://a b, false" })
	void repositoriesHaveUrls(String url, boolean legal) {
		assertThat(Routing.legal(url)).isEqualTo(legal);
	}

	private static Routing routing(Map<String, String> properties) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		properties.forEach((name, value) -> source.put("heal.remediation." + name, value));
		return new Routing(new Binder(source).bindOrCreate("heal.remediation", AgentProperties.class));
	}

	private static Target target(String namespace, Map<String, String> labels, List<Map<String, String>> annotations) {
		return new Target(namespace, "pod", labels, annotations, List.of(), null, null, 0);
	}

}
