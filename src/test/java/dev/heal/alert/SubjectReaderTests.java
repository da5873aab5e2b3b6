package dev.heal.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SubjectReader}, with the labels of real rules.
 */
class SubjectReaderTests {

	private static final String TARGET = "namespace=monitoring pod=prom-kube-state-metrics-6f9d-x2 "
			+ "container=kube-state-metrics service=prom-kube-state-metrics job=kube-state-metrics endpoint=http";

	private final SubjectReader reader = new SubjectReader(new AlertProperties(Map.of(), List.of(),
			List.of("exported_pod", "pod"), List.of("exported_namespace", "namespace"),
			List.of("exported_container", "container"), List.of("task_id"), List.of("heal-")));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					namespace=shop pod=web-0                                                  | /alerts/a7/shop/web-0
					TARGET exported_namespace=shop exported_pod=web-0                         | /alerts/a7/shop/web-0
					namespace=shop pod=web-0 job=kube-state-metrics container=web             | /alerts/a7/shop/web-0
					namespace=shop pod=web-0 job=kube-state-metrics container=kube-state-metrics | /alerts/a7/shop/web-0
					namespace=shop pod=web-7d-x container=web job=web deployment=web          | /alerts/a7/shop/web-7d-x
					namespace=monitoring pod=prom-kube-state-metrics-6f9d-x2 container=kube-state-metrics | /alerts/a7/monitoring/prom-kube-state-metrics-6f9d-x2
					TARGET uid=0d1e                                                           | /alerts/a7/monitoring/prom-kube-state-metrics-6f9d-x2
					TARGET exported_namespace=shop deployment=web                             | /alerts/a7/shop/deployment/web
					TARGET statefulset=db                                                     | /alerts/a7/monitoring/statefulset/db
					namespace=shop pod=ksm-0 container=kube-state-metrics daemonset=agent     | /alerts/a7/shop/daemonset/agent
					namespace=shop pod=checker-0 job=ops/checker deployment=web               | /alerts/a7/shop/deployment/web
					namespace=monitoring exported_namespace=shop pod=web-0 uid=0d1e job=ksm   | /alerts/a7/shop/web-0
					namespace=shop exported_pod=web-0 pod=ksm-0 uid=0d1e job=ksm              | /alerts/a7/shop/web-0
					namespace=shop replicaset=web-7d                                          | /alerts/a7/shop/replicaset/web-7d
					namespace=shop job_name=backup-291                                        | /alerts/a7/shop/job/backup-291
					namespace=shop cronjob=backup                                             | /alerts/a7/shop/cronjob/backup
					namespace=shop horizontalpodautoscaler=web                                | /alerts/a7/shop/horizontalpodautoscaler/web
					namespace=shop persistentvolumeclaim=data-db-0                            | /alerts/a7/shop/persistentvolumeclaim/data-db-0
					""")
	void alertIsAboutWhatFailed(String labels, String incident) {
		assertThat(read(labels).subject().incident()).isEqualTo(incident);
	}

	@ParameterizedTest
	@ValueSource(strings = { "severity=critical", "pod=web-0", "namespace=shop", "exported_pod=web-0 namespace=shop",
			"exported_pod=web-0 pod=ksm-0 namespace=monitoring",
			"exported_namespace=shop pod=ksm-0 namespace=monitoring", "deployment=web", "TARGET", "TARGET node=n1" })
	void halfAPairOrThatOfTheScrapeTargetNamesNothing(String labels) {
		assertThatExceptionOfType(RejectedAlertException.class).isThrownBy(() -> read(labels))
			.matches(RejectedAlertException::isUnnamed)
			.withMessageContaining("heal.alert.pod-labels")
			.withMessageContaining(labels.contains("pod=ksm-0") ? "pod" : "");
	}

	@ParameterizedTest
	@CsvSource({ "exported_pod=web-0 pod=ksm-0 namespace=monitoring, exported_pod without exported_namespace",
			"exported_namespace=shop pod=web-0 namespace=monitoring, exported_namespace without exported_pod" })
	void halfAPairIsNamed(String labels, String half) {
		assertThatExceptionOfType(RejectedAlertException.class).isThrownBy(() -> read(labels))
			.withMessageContaining(half + " is half a pair");
	}

	@Test
	void containerComesFromTheSourceOfThePod() {
		assertThat(read("namespace=shop pod=web-0 container=web").container()).isEqualTo("web");
		assertThat(read(TARGET + " exported_namespace=shop exported_pod=web-0 exported_container=web").container())
			.isEqualTo("web");
		assertThat(read(TARGET + " exported_namespace=shop exported_pod=web-0").container()).isNull();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "namespace=shop deployment=Web", "namespace=a.b deployment=web", "namespace=shop pod=../web" })
	void impossibleNameIsRejected(String labels) {
		assertThatExceptionOfType(RejectedAlertException.class).isThrownBy(() -> read(labels))
			.matches((rejected) -> !rejected.isUnnamed());
	}

	private SubjectReader.Named read(String labels) {
		return this.reader.read(new Labels(Arrays.stream(labels.replace("TARGET", TARGET).split(" "))
			.map((label) -> label.split("="))
			.collect(Collectors.toMap((label) -> label[0], (label) -> label[1])), List.of()));
	}

}
