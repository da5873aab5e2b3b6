package dev.heal.coderun;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.stereotype.Component;

/**
 * The CodeRuns in the cluster.
 */
@Component
public class CodeRuns {

	private static final ResourceDefinitionContext CONTEXT = ResourceDefinitionContext.fromResourceType(CodeRun.class);

	private final KubernetesClient client;

	private final KubernetesClient creator;

	private final CodeRunSchemas schemas;

	private final String namespace;

	private final Duration timeout;

	private final String overdue;

	private final Clock clock;

	CodeRuns(KubernetesClient client, CodeRunSchemas schemas, CodeRunProperties properties, Clock clock) {
		this.client = client;
		this.creator = once(client);
		this.schemas = schemas;
		this.namespace = namespace(client, properties);
		this.timeout = properties.runTimeout();
		this.overdue = "no end within %s (heal.remediation.run-timeout)"
			.formatted(DurationStyle.SIMPLE.print(this.timeout, ChronoUnit.MINUTES));
		this.clock = clock;
	}

	// a create that the client repeats by itself could arrive after the lease ran out
	private static KubernetesClient once(KubernetesClient client) {
		return client
			.newClient(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
				.withRequestRetryBackoffLimit(0)
				.build())
			.adapt(KubernetesClient.class);
	}

	private static String namespace(KubernetesClient client, CodeRunProperties properties) {
		if (properties.namespace() != null) {
			return properties.namespace();
		}
		String own = client.getNamespace();
		return (own != null) ? own : "default";
	}

	/**
	 * Returns where CodeRuns are.
	 * @return the configured namespace, else that of Heal itself
	 */
	public String namespace() {
		return this.namespace;
	}

	/**
	 * Keeps up with the CodeRuns that were started for failures.
	 * @param handler is told of every change
	 * @return the informer, not yet started
	 */
	public SharedIndexInformer<CodeRun> inform(ResourceEventHandler<CodeRun> handler) {
		return resources().inNamespace(this.namespace)
			.withLabel(CodeRun.FAILURE)
			.runnableInformer(0)
			.addEventHandler(handler);
	}

	private MixedOperation<CodeRun, KubernetesResourceList<CodeRun>, Resource<CodeRun>> resources() {
		return this.client.resources(CodeRun.class);
	}

	/**
	 * Lists the CodeRuns that were started for failures, as the API server has them now.
	 * @return the CodeRuns
	 * @throws CodeRunRefusedException if they could not be had
	 */
	public List<CodeRun> list() {
		return judged(ask(() -> resources().inNamespace(this.namespace).withLabel(CodeRun.FAILURE).list().getItems()));
	}

	/**
	 * Takes those that have not ended in time for failed ones, so that they hold nothing
	 * back any more.
	 * @param runs the CodeRuns as the API server has them
	 * @return the CodeRuns as Heal sees them
	 */
	public List<CodeRun> judged(List<CodeRun> runs) {
		return runs.stream().map((run) -> isOverdue(run) ? run.failed(this.overdue) : run).toList();
	}

	private boolean isOverdue(CodeRun run) {
		Instant deadline = Instant.parse(run.getMetadata().getCreationTimestamp()).plus(this.timeout);
		return run.active() && this.clock.instant().isAfter(deadline);
	}

	/**
	 * Tells whether a CodeRun should have ended by now.
	 * @param name its name
	 * @return whether it is active beyond its time; false when there is none
	 * @throws CodeRunRefusedException if it could not be had
	 */
	public boolean isOverdue(String name) {
		return find(name).filter(this::isOverdue).isPresent();
	}

	/**
	 * Finds a CodeRun, as the API server has it now.
	 * @param name its name
	 * @return the CodeRun
	 * @throws CodeRunRefusedException if it could not be had
	 */
	public Optional<CodeRun> find(String name) {
		return ask(() -> Optional.ofNullable(resources().inNamespace(this.namespace).withName(name).get()));
	}

	/**
	 * Deletes a CodeRun, and its agent with it.
	 * @param name its name
	 * @return whether there was one
	 * @throws CodeRunRefusedException if it could not be deleted
	 */
	public boolean delete(String name) {
		return ask(() -> !resources().inNamespace(this.namespace).withName(name).delete().isEmpty());
	}

	/**
	 * Creates a CodeRun, or finds the one of the same failure that is there already.
	 * @param run the CodeRun
	 * @return the CodeRun as the API server has it
	 * @throws CodeRunRefusedException if there is none afterwards
	 */
	public CodeRun create(CodeRun run) {
		try {
			return send(run, this.schemas.current());
		}
		catch (KubernetesClientException ex) {
			return isSchemaError(ex) ? again(run) : existing(run, ex);
		}
	}

	private CodeRun again(CodeRun run) {
		try {
			return send(run, this.schemas.refresh());
		}
		catch (KubernetesClientException ex) {
			return existing(run, ex);
		}
	}

	private CodeRun send(CodeRun run, CodeRunSchema schema) {
		GenericKubernetesResource object = this.client.getKubernetesSerialization()
			.convertValue(run, GenericKubernetesResource.class);
		Map<String, Object> spec = object.get("spec");
		object.getAdditionalProperties().keySet().retainAll(List.of("spec"));
		object.setAdditionalProperty("spec", schema.known(spec));
		return this.client.getKubernetesSerialization()
			.convertValue(this.creator.genericKubernetesResources(CONTEXT)
				.inNamespace(this.namespace)
				.resource(object)
				.fieldValidation(Validation.STRICT)
				.create(), CodeRun.class);
	}

	private CodeRun existing(CodeRun run, KubernetesClientException ex) {
		if (!mayExist(ex)) {
			throw CodeRunRefusedException.of(ex);
		}
		CodeRun found = find(run.name()).orElseThrow(() -> CodeRunRefusedException.of(ex));
		if (found.getMetadata().getDeletionTimestamp() != null) {
			throw new CodeRunRefusedException("CodeRun " + run.name() + " is being deleted", true);
		}
		String failure = run.label(CodeRun.FAILURE);
		if (failure == null || !found.concerns(failure)) {
			throw new CodeRunRefusedException(
					"CodeRun " + run.name() + " exists already and is not of failure " + failure + ": delete it",
					false);
		}
		return found;
	}

	// without an answer, or with a failed one, it may have been created all the same
	private static boolean mayExist(KubernetesClientException ex) {
		return ex.getCode() == 409 || ex.getCode() == 0 || ex.getCode() >= 500;
	}

	private static boolean isSchemaError(KubernetesClientException ex) {
		return ex.getCode() == 422 || ex.getCode() == 400;
	}

	private static <T> T ask(Supplier<T> request) {
		try {
			return request.get();
		}
		catch (KubernetesClientException ex) {
			throw CodeRunRefusedException.of(ex);
		}
	}

}
