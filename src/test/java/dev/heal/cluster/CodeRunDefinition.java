package dev.heal.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The CodeRun CRD of the cluster, which tests replace and give back as it was.
 */
class CodeRunDefinition implements AutoCloseable {

	private static final String OPEN_API = "/openapi/v3/apis/agents.platform/v1";

	private final KubernetesClient client;

	private final @Nullable CustomResourceDefinition before;

	CodeRunDefinition(KubernetesClient client) {
		this.client = client;
		this.before = definition().get();
	}

	/**
	 * Installs a revision and waits until the API server serves it.
	 * @param revision {@code old}, {@code new} or {@code newest}
	 * @throws IOException if the revision cannot be read
	 */
	void install(String revision) throws IOException {
		try (InputStream file = getClass().getResourceAsStream("/crd/coderun-%s.yaml".formatted(revision))) {
			install(this.client.apiextensions().v1().customResourceDefinitions().load(file).item());
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.until(() -> knows("runType") != revision.equals("old")
					&& knows("acceptanceCriteria") == revision.equals("newest"));
	}

	/**
	 * Tells whether the API server serves a field of the spec.
	 * @param field the field
	 * @return whether the revision has it
	 */
	boolean knows(String field) {
		return this.client.raw(OPEN_API).contains('"' + field + '"');
	}

	private void install(CustomResourceDefinition wanted) {
		CustomResourceDefinition present = definition().get();
		if (present == null) {
			this.client.resource(wanted).create();
		}
		else {
			this.client.resource(new CustomResourceDefinitionBuilder(present).withSpec(wanted.getSpec()).build())
				.update();
		}
	}

	private Resource<CustomResourceDefinition> definition() {
		return this.client.apiextensions().v1().customResourceDefinitions().withName("coderuns.agents.platform");
	}

	@Override
	public void close() {
		if (this.before != null) {
			install(this.before);
		}
		else {
			definition().delete();
			// the next one must not take it for what was there before
			definition().waitUntilCondition(Objects::isNull, 1, TimeUnit.MINUTES);
		}
	}

}
