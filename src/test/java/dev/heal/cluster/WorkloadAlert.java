package dev.heal.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * An alert that a workload has failed, with the labels of kube-state-metrics.
 *
 * @param namespace the workload's namespace
 * @param workload kind and name, such as {@code deployment/web}
 */
record WorkloadAlert(String namespace, String workload) {

	/**
	 * Sends alerts to a Heal in one webhook.
	 * @param heal the Heal
	 * @param alerts the alerts
	 */
	static void post(RestClient heal, List<WorkloadAlert> alerts) {
		heal.post()
			.uri("/alerts/a7")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("version", "4", "status", "firing", "alerts",
					alerts.stream().map(WorkloadAlert::body).toList()))
			.retrieve()
			.toBodilessEntity();
	}

	String kind() {
		return this.workload.substring(0, this.workload.indexOf('/'));
	}

	String name() {
		return this.workload.substring(this.workload.indexOf('/') + 1);
	}

	private Map<String, Object> body() {
		String label = kind().equals("job") ? "job_name" : kind();
		return Map.of("status", "firing", "fingerprint", Integer.toHexString(hashCode()), "startsAt",
				Instant.EPOCH.plus(Duration.ofDays(20_000)).toString(), "labels",
				Map.of("alertname", "WorkloadFailed", "namespace", this.namespace, label, name()));
	}

}
