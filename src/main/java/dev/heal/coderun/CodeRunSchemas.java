package dev.heal.coderun;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the schema of the installed CRD: from the API server's OpenAPI document, which
 * everybody may read, else from the CRD itself.
 */
@Component
public class CodeRunSchemas {

	private static final Duration VALID = Duration.ofMinutes(5);

	private static final Duration LOOK = Duration.ofMinutes(1);

	private static final String GROUP = "/apis/agents.platform/v1";

	private final KubernetesClient client;

	private final JsonMapper mapper;

	private volatile @Nullable Reading last;

	private volatile @Nullable Look lastLook;

	CodeRunSchemas(KubernetesClient client, JsonMapper mapper) {
		this.client = client;
		this.mapper = mapper;
	}

	/**
	 * Returns the schema as of five minutes ago at most.
	 * @return the schema, {@link CodeRunSchema#unknown()} where the cluster does not tell
	 */
	public CodeRunSchema current() {
		Reading reading = this.last;
		return (reading != null && reading.age().compareTo(VALID) < 0) ? reading.schema() : refresh();
	}

	/**
	 * Reads the schema anew.
	 * @return the schema, {@link CodeRunSchema#unknown()} where the cluster does not tell
	 */
	public CodeRunSchema refresh() {
		CodeRunSchema schema = openApi().or(this::definition).map(CodeRunSchema::new).orElse(CodeRunSchema.unknown());
		this.last = new Reading(schema, System.nanoTime());
		return schema;
	}

	/**
	 * Tells whether the cluster knows CodeRuns, as of a minute ago at most.
	 * @return whether their CRD is installed, also while the API server does not tell
	 */
	public boolean areServed() {
		Look look = this.lastLook;
		if (look == null || since(look.nanos()).compareTo(LOOK) > 0) {
			look = new Look(isInstalled(), System.nanoTime());
			this.lastLook = look;
		}
		return look.served();
	}

	private boolean isInstalled() {
		try {
			return !Objects.requireNonNullElse(this.client.raw(GROUP), "").isEmpty();
		}
		catch (KubernetesClientException ex) {
			return ex.getCode() != 404;
		}
	}

	private static Duration since(long nanos) {
		return Duration.ofNanos(System.nanoTime() - nanos);
	}

	private Optional<JsonNode> openApi() {
		return get("/openapi/v3" + GROUP).map((document) -> document.path("components").path("schemas"))
			.flatMap((schemas) -> schemas.values().stream().filter(CodeRunSchemas::isCodeRun).findFirst())
			.map((schema) -> schema.path("properties").path("spec"));
	}

	private Optional<JsonNode> definition() {
		return get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/coderuns.agents.platform")
			.map((definition) -> definition.path("spec").path("versions"))
			.flatMap((versions) -> versions.values()
				.stream()
				.filter((v) -> v.path("name").asString("").equals("v1"))
				.findFirst())
			.map((version) -> version.path("schema").path("openAPIV3Schema").path("properties").path("spec"))
			.filter(JsonNode::isObject);
	}

	private Optional<JsonNode> get(String path) {
		try {
			String answer = this.client.raw(path);
			return Optional.ofNullable(answer).map(this.mapper::readTree);
		}
		catch (KubernetesClientException ex) {
			if (ex.getCode() == 403 || ex.getCode() == 404) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	private static boolean isCodeRun(JsonNode schema) {
		return schema.path("x-kubernetes-group-version-kind")
			.values()
			.stream()
			.anyMatch((kind) -> kind.path("kind").asString("").equals("CodeRun"))
				&& schema.path("properties").path("spec").isObject();
	}

	/**
	 * A schema and when it was read.
	 */
	private record Reading(CodeRunSchema schema, long nanos) {

		Duration age() {
			return since(this.nanos);
		}

	}

	/**
	 * Whether there was one, and when.
	 */
	private record Look(boolean served, long nanos) {

	}

}
