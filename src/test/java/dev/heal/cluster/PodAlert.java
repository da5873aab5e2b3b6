package dev.heal.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An alert that a pod has failed, as Alertmanager sends it.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 */
record PodAlert(String namespace, String pod) {

	/**
	 * Sends alerts to a Heal in one webhook.
	 * @param heal the Heal
	 * @param alerts the alerts
	 * @return its answer
	 */
	static JsonNode post(RestClient heal, List<PodAlert> alerts) {
		return post(heal, "firing", alerts);
	}

	static JsonNode resolve(RestClient heal, PodAlert alert) {
		return post(heal, "resolved", List.of(alert));
	}

	private static JsonNode post(RestClient heal, String status, List<PodAlert> alerts) {
		JsonNode answer = heal.post()
			.uri("/alerts/a7")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("version", "4", "status", status, "alerts",
					alerts.stream().map((alert) -> alert.body(status)).toList()))
			.retrieve()
			.body(JsonNode.class);
		assertThat(answer).isNotNull();
		return answer;
	}

	Map<String, String> labels() {
		return Map.of("alertname", "A7PodFailure", "code", "A7", "namespace", this.namespace, "pod", this.pod);
	}

	private Map<String, Object> body(String status) {
		return Map.of("status", status, "fingerprint", Integer.toHexString(this.pod.hashCode()), "startsAt",
				Instant.EPOCH.plus(Duration.ofDays(20_000)).toString(), "labels", labels());
	}

}
