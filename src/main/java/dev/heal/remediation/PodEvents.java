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

import dev.heal.analysis.Analysis;
import dev.heal.coderun.CodeRunNames;
import dev.heal.evidence.Evidence;
import dev.heal.report.Headline;

/**
 * Tells in Kubernetes' events what Heal did, so that {@code kubectl describe} shows it.
 * What cannot be told is not missed: an event is never worth a failure.
 */
@Component
public class PodEvents {

	private static final Logger logger = LoggerFactory.getLogger(PodEvents.class);

	private static final String REPORT_READY = "HealReportReady";

	// a longer one is refused by the API server
	private static final int MAX_MESSAGE = 1024;

	private final KubernetesClient client;

	private final Targets targets;

	private final Clock clock;

	PodEvents(KubernetesClient client, Targets targets, Clock clock) {
		this.client = client;
		this.targets = targets;
		this.clock = clock;
	}

	void publish(String namespace, String pod, String reason, String message) {
		publish(namespace, new Workload("v1", "Pod", pod), reason, message);
	}

	/**
	 * Tells that a report is ready: what it says, and on the pod where it is, so that the
	 * replicas of one failure make one event there. Telling it again does nothing.
	 * @param evidence what was collected
	 * @param analysis what was found
	 * @param report the path of the report
	 */
	public void reportReady(Evidence evidence, Analysis analysis, String report) {
		String namespace = evidence.manifest().namespace();
		if (evidence.manifest().uid() != null) {
			create(reference(namespace, "v1", "Pod", evidence.manifest().pod(), evidence.manifest().uid()),
					REPORT_READY, "%s. Report: %s".formatted(Headline.of(analysis), report));
		}
		this.targets.workload(namespace, evidence.pod())
			.map((owner) -> reference(namespace, owner.getApiVersion(), owner.getKind(), owner.getName(),
					owner.getUid()))
			.ifPresent((workload) -> create(workload, REPORT_READY, Headline.of(analysis)));
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
		return reference(object.getMetadata().getNamespace(), object.getApiVersion(), object.getKind(),
				object.getMetadata().getName(), object.getMetadata().getUid());
	}

	private static ObjectReference reference(String namespace, String apiVersion, String kind, String name,
			String uid) {
		return new ObjectReferenceBuilder().withApiVersion(apiVersion)
			.withKind(kind)
			.withNamespace(namespace)
			.withName(name)
			.withUid(uid)
			.build();
	}

}
