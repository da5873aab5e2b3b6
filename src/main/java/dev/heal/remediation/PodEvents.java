package dev.heal.remediation;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.heal.evidence.Manifest;

/**
 * Tells in Kubernetes' events what Heal did, so that {@code kubectl describe} shows it.
 * What cannot be told is not missed: an event is never worth a failure.
 */
@Component
public class PodEvents {

	private static final Logger logger = LoggerFactory.getLogger(PodEvents.class);

	// a longer one is refused by the API server
	private static final int MAX_MESSAGE = 1024;

	private final KubernetesClient client;

	private final Clock clock;

	PodEvents(KubernetesClient client, Clock clock) {
		this.client = client;
		this.clock = clock;
	}

	void publish(String namespace, String pod, String reason, String message) {
		publish(namespace, new Workload("v1", "Pod", pod), reason, message);
	}

	/**
	 * Publishes an event on the pod that evidence was collected of. Publishing it again
	 * does nothing.
	 * @param evidence what was collected
	 * @param reason why, such as {@code HealReportReady}
	 * @param message what happened
	 */
	public void publish(Manifest evidence, String reason, String message) {
		if (evidence.uid() != null) {
			create(new ObjectReferenceBuilder().withApiVersion("v1")
				.withKind("Pod")
				.withNamespace(evidence.namespace())
				.withName(evidence.pod())
				.withUid(evidence.uid())
				.build(), reason, message);
		}
	}

	void publish(String namespace, Workload workload, String reason, String message) {
		try {
			Optional
				.ofNullable((HasMetadata) this.client.genericKubernetesResources(workload.context())
					.inNamespace(namespace)
					.withName(workload.name())
					.get())
				.ifPresent((found) -> create(reference(found), reason, message));
		}
		catch (KubernetesClientException ex) {
			logger.debug("Could not publish {} on {}", reason, workload, ex);
		}
	}

	private void create(ObjectReference object, String reason, String message) {
		String text = message.substring(0, Math.min(message.length(), MAX_MESSAGE));
		String name = object.getName() + "." + CodeRunNames.digest(object.getUid() + reason + text).substring(0, 16);
		String now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
		try {
			this.client.v1()
				.events()
				.inNamespace(object.getNamespace())
				.resource(new EventBuilder().withNewMetadata()
					.withName(name)
					.withNamespace(object.getNamespace())
					.endMetadata()
					.withInvolvedObject(object)
					.withType(reason.equals("HealEscalated") ? "Warning" : "Normal")
					.withReason(reason)
					.withMessage(text)
					.withFirstTimestamp(now)
					.withLastTimestamp(now)
					.withCount(1)
					.withNewSource("heal", null)
					.withReportingComponent("heal")
					.build())
				.create();
		}
		catch (KubernetesClientException ex) {
			logger.debug("Could not publish {} on {}", reason, name, ex);
		}
	}

	private static ObjectReference reference(HasMetadata object) {
		return new ObjectReferenceBuilder().withApiVersion(object.getApiVersion())
			.withKind(object.getKind())
			.withNamespace(object.getMetadata().getNamespace())
			.withName(object.getMetadata().getName())
			.withUid(object.getMetadata().getUid())
			.build();
	}

}
