package dev.heal.remediation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRunRefusedException;
import dev.heal.coderun.CodeRunSchemas;
import dev.heal.coderun.CodeRuns;

/**
 * Shows whether CodeRuns can be created: the API server answers, it serves the CRD in a
 * revision that Heal can fill, and Heal has the rights. Where no agents are started, only
 * what the evidence needs counts. No part of the readiness.
 */
@Component("remediation")
class RemediationHealthIndicator extends AbstractHealthIndicator {

	private static final List<Right> DISPATCH = List.of(
			new Right("agents.platform", "coderuns", "", "create,get,list,watch,delete"),
			new Right("coordination.k8s.io", "leases", "", "create,get,update"));

	private static final List<Right> EVIDENCE = List.of(new Right("", "pods", "", "get,list,watch"),
			new Right("", "pods", "log", "get"), new Right("", "events", "", "list,create"));

	private final KubernetesClient client;

	private final CodeRuns codeRuns;

	private final CodeRunSchemas schemas;

	private final Platforms platforms;

	private final Dispatching dispatching;

	private final List<String> podNamespaces;

	RemediationHealthIndicator(KubernetesClient client, CodeRuns codeRuns, CodeRunSchemas schemas, Platforms platforms,
			Dispatching dispatching, Environment environment) {
		this.client = client;
		this.codeRuns = codeRuns;
		this.schemas = schemas;
		this.platforms = platforms;
		this.dispatching = dispatching;
		List<String> allowed = Binder.get(environment)
			.bind("heal.alert.namespaces", Bindable.listOf(String.class))
			.orElse(List.of());
		this.podNamespaces = allowed.isEmpty() ? List.of("") : allowed;
	}

	@Override
	protected void doHealthCheck(Health.Builder health) {
		String apiServer = apiServer();
		if (!apiServer.equals("up")) {
			health.down().withDetail("apiServer", apiServer);
			return;
		}
		health.withDetail("apiServer", apiServer);
		this.dispatching.off().ifPresentOrElse((reason) -> diagnosisOnly(health, reason), () -> dispatching(health));
	}

	// what starts no agents needs no CRD and no right to it
	private void diagnosisOnly(Health.Builder health, String reason) {
		List<String> missing = missingOfEvidence().toList();
		health.status(missing.isEmpty() ? Status.UP : Status.DOWN)
			.withDetail("agents", "none are started: " + reason)
			.withDetail("rights", rights(missing));
	}

	private void dispatching(Health.Builder health) {
		String definition = definition();
		List<String> missing = Stream.concat(missingOfDispatch(), missingOfEvidence()).toList();
		Platform platform = this.platforms.current();
		boolean fine = definition.equals("served") && missing.isEmpty() && platform.way() != Platform.Way.NONE;
		health.status(fine ? Status.UP : Status.DOWN)
			.withDetail("agents", "are started")
			.withDetail("codeRunCrd", definition)
			.withDetail("profile", platform.profileName())
			.withDetail("handOver", platform.handOver())
			.withDetail("rights", rights(missing));
	}

	private static String rights(List<String> missing) {
		return missing.isEmpty() ? "complete" : "missing: " + String.join(", ", missing);
	}

	private String apiServer() {
		try {
			return (this.client.raw("/version") != null) ? "up" : "no answer from " + this.client.getMasterUrl();
		}
		catch (KubernetesClientException ex) {
			return this.client.getMasterUrl() + ": " + ex.getMessage();
		}
	}

	private String definition() {
		try {
			this.codeRuns.list();
			List<String> lacking = this.schemas.refresh().lacking();
			return lacking.isEmpty() ? "served"
					: "demands fields that Heal does not send: " + String.join(", ", lacking);
		}
		catch (CodeRunRefusedException | KubernetesClientException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	private Stream<String> missingOfDispatch() {
		return DISPATCH.stream().flatMap((right) -> missing(right, this.codeRuns.namespace()));
	}

	private Stream<String> missingOfEvidence() {
		return this.podNamespaces.stream()
			.flatMap((namespace) -> EVIDENCE.stream().flatMap((right) -> missing(right, namespace)));
	}

	private Stream<String> missing(Right right, String namespace) {
		return Arrays.stream(right.verbs().split(","))
			.filter((verb) -> !allowed(right, verb, namespace))
			.map((verb) -> "%s %s in %s".formatted(verb, right.name(),
					namespace.isEmpty() ? "all namespaces" : namespace));
	}

	private boolean allowed(Right right, String verb, String namespace) {
		SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder().withNewSpec()
			.withNewResourceAttributes()
			.withNamespace(namespace)
			.withGroup(right.group())
			.withResource(right.resource())
			.withSubresource(right.subresource())
			.withVerb(verb)
			.endResourceAttributes()
			.endSpec()
			.build();
		return this.client.resource(review).create().getStatus().getAllowed();
	}

	/**
	 * What Heal must be allowed to do.
	 *
	 * @param group the API group
	 * @param resource the resource
	 * @param subresource its part, empty for itself
	 * @param verbs the verbs, separated by commas
	 */
	private record Right(String group, String resource, String subresource, String verbs) {

		String name() {
			String plain = this.subresource.isEmpty() ? this.resource : this.resource + "/" + this.subresource;
			return this.group.isEmpty() ? plain : plain + "." + this.group;
		}

	}

}
