package dev.heal.analysis.around;

import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Admission webhooks that must answer, and whose Service cannot.
 */
final class WebhookCheck implements ObjectCheck {

	private static final Pattern REFUSED = Pattern.compile("infrastructure/webhook-unavailable");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")
			.flatMap((configuration) -> configuration.at("/webhooks")
				.valueStream()
				.filter((webhook) -> webhook.path("failurePolicy").asString("Fail").equals("Fail"))
				.flatMap((webhook) -> find(configuration, webhook, objects).stream()));
	}

	private static Optional<ObjectFinding> find(KubeObject configuration, JsonNode webhook, ClusterObjects objects) {
		JsonNode named = webhook.at("/clientConfig/service");
		if (!named.isObject() || !objects.knows("Service")) {
			return Optional.empty();
		}
		String namespace = named.path("namespace").asString("");
		String name = named.path("name").asString("");
		Optional<KubeObject> service = objects.find("Service", namespace, name);
		boolean ready = service.stream()
			.flatMap((known) -> Services.pods(known, objects))
			.anyMatch((pod) -> pod.condition("Ready").filter((condition) -> condition.isTrue()).isPresent());
		if (ready || (service.isPresent() && !objects.knows("Pod"))) {
			return Optional.empty();
		}
		String why = service.isPresent() ? "no pod of its Service %s/%s is ready" : "its Service %s/%s does not exist";
		String statement = "calls webhook %s, which cannot answer: ".formatted(webhook.path("name").asString(""))
				+ why.formatted(namespace, name);
		return Optional.of(ObjectFinding
			.of(configuration, Standing.CONTRADICTION, Cause.INFRASTRUCTURE, "webhook-unavailable", 0.85, statement,
					new Remedy("cluster",
							"Service %s/%s of webhook %s".formatted(namespace, name, webhook.path("name").asString("")),
							"Bring Service %s/%s up, delete %s, or set its failurePolicy to Ignore."
								.formatted(namespace, name, configuration.title())))
			.seen(configuration.anchor(statement, "/webhooks"))
			.affecting(objects.makers(), REFUSED));
	}

}
