package dev.heal.remediation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Shows whether CodeRuns can be created: the API server answers, it serves the CRD in a
 * revision that Heal can fill, and Heal has the rights. No part of the readiness.
 */
@Component("remediation")
class RemediationHealthIndicator extends AbstractHealthIndicator {

	private static final Map<String, List<String>> RIGHTS = Map.of("coderuns.agents.platform",
			List.of("create", "get", "list", "watch", "delete"), "leases.coordination.k8s.io",
			List.of("create", "get", "update"));

	private final KubernetesClient client;

	private final CodeRuns codeRuns;

	private final CodeRunSchemas schemas;

	RemediationHealthIndicator(KubernetesClient client, CodeRuns codeRuns, CodeRunSchemas schemas) {
		this.client = client;
		this.codeRuns = codeRuns;
		this.schemas = schemas;
	}

	@Override
	protected void doHealthCheck(Health.Builder health) {
		String apiServer = apiServer();
		if (!apiServer.equals("up")) {
			health.down().withDetail("apiServer", apiServer);
			return;
		}
		String definition = definition();
		List<String> missing = missingRights();
		boolean fine = definition.equals("served") && missing.isEmpty();
		health.status(fine ? "UP" : "DOWN")
			.withDetail("apiServer", apiServer)
			.withDetail("codeRunCrd", definition)
			.withDetail("rights", missing.isEmpty() ? "complete" : "missing: " + String.join(", ", missing));
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

	private List<String> missingRights() {
		List<String> missing = new ArrayList<>();
		RIGHTS.forEach((resource, verbs) -> verbs.stream()
			.filter((verb) -> !allowed(resource, verb))
			.map((verb) -> verb + " " + resource + " in " + this.codeRuns.namespace())
			.forEach(missing::add));
		return missing.stream().sorted().toList();
	}

	private boolean allowed(String resource, String verb) {
		int dot = resource.indexOf('.');
		SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder().withNewSpec()
			.withNewResourceAttributes()
			.withNamespace(this.codeRuns.namespace())
			.withGroup(resource.substring(dot + 1))
			.withResource(resource.substring(0, dot))
			.withVerb(verb)
			.endResourceAttributes()
			.endSpec()
			.build();
		return this.client.resource(review).create().getStatus().getAllowed();
	}

}
