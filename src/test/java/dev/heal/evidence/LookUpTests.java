package dev.heal.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.heal.evidence.around.LookUp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LookUp}.
 */
class LookUpTests {

	@Test
	void eachIsOnUnlessOthersAreNamed() {
		assertThat(LookUp.all()).allMatch((lookUp) -> bound(Map.of()).isLookedUp(lookUp.resource()));
		EvidenceProperties few = bound(Map.of("heal.evidence.look-ups", "pods,events"));
		assertThat(LookUp.all().stream().map(LookUp::resource)).filteredOn(few::isLookedUp)
			.containsExactlyInAnyOrder("pods", "events");
	}

	private static EvidenceProperties bound(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("heal.evidence",
				EvidenceProperties.class);
	}

	@Test
	void chartAllowsEach() throws Exception {
		String rules = Files.readString(Path.of("helm/heal/templates/_helpers.tpl"))
				+ Files.readString(Path.of("helm/heal/templates/rbac.yaml"));
		assertThat(LookUp.all()).allSatisfy((lookUp) -> assertThat(rules)
			.containsPattern("resources: \\[[^]]*\\b" + lookUp.resource() + "\\b[^]]*]\\s+verbs: \\[[^]]*list"));
	}

	@Test
	void pathIsThatOfTheNamespaceOrOfTheCluster() {
		assertThat(LookUp.all().stream().map((lookUp) -> lookUp.path("shop"))).contains(
				"/api/v1/namespaces/shop/services", "/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies",
				"/apis/networking.k8s.io/v1/namespaces/shop/ingresses", "/apis/storage.k8s.io/v1/storageclasses");
	}

}
