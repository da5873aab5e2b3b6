package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CodeRunSchemas}: what is sent where a revision of the CRD is
 * installed.
 */
@EnableKubernetesMockClient(crud = true)
class CodeRunSchemasTests {

	@TempDir
	Path workspace;

	KubernetesClient client;

	@ParameterizedTest
	@CsvSource({ "old, false, false", "new, true, false", "newest, true, true" })
	void whatIsSentFitsTheRevision(String revision, boolean runType, boolean acceptance) {
		JSONSchemaProps schema = install(revision);
		Map<String, Object> spec = sent();
		assertThat(schema.getProperties()).containsKeys(spec.keySet().toArray(String[]::new));
		assertThat(spec).containsKeys(schema.getRequired().toArray(String[]::new)).doesNotContainKey("freshWorkspace");
		assertThat(spec.containsKey("runType")).isEqualTo(runType);
		assertThat(spec.containsKey("acceptanceCriteria")).isEqualTo(acceptance);
		assertThat(String.valueOf(spec.get("acceptanceCriteria")).contains("- [ ] `no-recurrence` Failure `b1946ac9"))
			.isEqualTo(acceptance);
	}

	private JSONSchemaProps install(String revision) {
		CustomResourceDefinition definition = this.client.apiextensions()
			.v1()
			.customResourceDefinitions()
			.load(getClass().getResourceAsStream("/crd/coderun-%s.yaml".formatted(revision)))
			.create();
		return definition.getSpec()
			.getVersions()
			.getFirst()
			.getSchema()
			.getOpenAPIV3Schema()
			.getProperties()
			.get("spec");
	}

	private Map<String, Object> sent() {
		try (Heal heal = Heal.start(this.client, Clock.systemUTC(), this.workspace)) {
			heal.remediations().dispatch(Requests.of("web-0", "b1946ac92492d234"));
		}
		List<GenericKubernetesResource> runs = this.client.genericKubernetesResources("agents.platform/v1", "CodeRun")
			.inNamespace("cto")
			.list()
			.getItems();
		return runs.getFirst().get("spec");
	}

}
