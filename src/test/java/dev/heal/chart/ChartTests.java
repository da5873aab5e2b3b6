package dev.heal.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the chart {@code helm/heal}.
 */
class ChartTests {

	@Test
	void versionIsTheOneOfThePom() throws IOException {
		Map<String, Object> chart = new Yaml().load(Files.readString(Path.of("helm/heal/Chart.yaml")));
		String revision = "<revision>" + chart.get("appVersion") + "</revision>";
		assertThat(Path.of("pom.xml")).content().contains(revision);
		assertThat(chart).containsEntry("version", chart.get("appVersion"));
	}

	@Test
	void podMeetsTheRestrictedStandard() {
		PodSpec pod = pod(Chart.of());
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
		assertThat(container(Chart.of()).getSecurityContext()).satisfies((context) -> {
			assertThat(context.getAllowPrivilegeEscalation()).isFalse();
			assertThat(context.getReadOnlyRootFilesystem()).isTrue();
			assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
			assertThat(context.getPrivileged()).isNull();
		});
		assertThat(pod.getVolumes()).noneMatch((volume) -> volume.getHostPath() != null);
	}

	@Test
	void commandsInThePodReadTheSameConfiguration() {
		Container heal = container(Chart.of());
		assertThat(heal.getArgs()).isEmpty();
		assertThat(heal.getEnv()).anyMatch((variable) -> variable.getName().equals("SPRING_CONFIG_ADDITIONAL_LOCATION")
				&& variable.getValue().equals("file:/config/"));
		assertThat(heal.getVolumeMounts()).anyMatch((mount) -> mount.getMountPath().equals("/config"));
	}

	@Test
	void healIsNeverRemediatedByHeal() {
		assertThat(Chart.of().deployment().getSpec().getTemplate().getMetadata().getLabels())
			.containsEntry("heal.platform/exclude", "true");
	}

	@Test
	void probesAskTheManagementPort() {
		Container heal = container(Chart.of());
		assertThat(List.of(heal.getStartupProbe(), heal.getLivenessProbe(), heal.getReadinessProbe()))
			.extracting(Probe::getHttpGet)
			.allMatch((get) -> get.getPort().getStrVal().equals("management"));
		assertThat(heal.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
		assertThat(heal.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/readiness");
	}

	@Test
	void serviceFindsThePodsAndNamesPortsOfTheContainer() {
		Chart chart = Chart.of();
		Service service = chart.only(Service.class);
		assertThat(chart.deployment().getSpec().getTemplate().getMetadata().getLabels())
			.containsAllEntriesOf(service.getSpec().getSelector());
		assertThat(service.getSpec().getPorts()).extracting(ServicePort::getPort).containsExactly(8080, 8081);
		assertThat(service.getSpec().getPorts()).extracting((port) -> port.getTargetPort().getStrVal())
			.containsExactly("http", "management");
		assertThat(container(chart).getPorts()).extracting((port) -> port.getName() + port.getContainerPort())
			.containsExactly("http8080", "management8081");
	}

	@Test
	void configurationKnowsTheVolumesAndWhoMayCall() {
		Map<String, Map<String, Object>> heal = configuration(Chart.of());
		assertThat(heal.get("workspace")).containsEntry("root", "/workspace/watch");
		assertThat(heal.get("state")).containsEntry("dir", "/var/lib/heal");
		assertThat(heal.get("remediation")).doesNotContainKey("hand-over")
			.containsEntry("namespace", "ops")
			.containsEntry("workspace-claim", "heal-workspace");
		assertThat(heal.get("security")).containsEntry("tokens-file", "/var/run/heal/tokens")
			.containsEntry("token-review", true)
			.doesNotContainKey("open");
	}

	@Test
	void tokensOfTheCallersAreMadeAndMounted() {
		Chart chart = Chart.of();
		Map<String, String> tokens = chart.only(Secret.class).getStringData();
		assertThat(tokens.get("alertmanager")).matches("[A-Za-z0-9]{43}").isNotEqualTo(tokens.get("operator"));
		assertThat(tokens.get("tokens")).isEqualTo("%s webhook\n%s read\n%s webhook,read,operate\n"
			.formatted(tokens.get("alertmanager"), tokens.get("metrics"), tokens.get("operator")));
		assertThat(secrets(chart)).containsExactly("heal-tokens");
		Chart own = Chart.of("security.existingSecret=mine");
		assertThat(own.all(Secret.class)).isEmpty();
		assertThat(secrets(own)).containsExactly("mine");
	}

	@Test
	void nobodyGetsInWhoIsNotNamed() {
		List<NetworkPolicyIngressRule> rules = Chart.of().only(NetworkPolicy.class).getSpec().getIngress();
		assertThat(rules).hasSize(2).allSatisfy((rule) -> assertThat(rule.getFrom()).isNotEmpty());
		assertThat(rules.getFirst().getFrom()).filteredOn((peer) -> peer.getNamespaceSelector() != null)
			.extracting((peer) -> peer.getNamespaceSelector().getMatchLabels())
			.contains(Map.of("kubernetes.io/metadata.name", "ops"));
		assertThat(Chart
			.of("networkPolicy.alertmanagerFrom=null", "networkPolicy.agents=false",
					"networkPolicy.prometheusFrom=null")
			.only(NetworkPolicy.class)
			.getSpec()
			.getIngress()).singleElement().satisfies((rule) -> assertThat(rule.getFrom()).hasSize(1));
	}

	@Test
	void configurationOfTheValuesWins() {
		Map<String, Map<String, Object>> heal = configuration(
				Chart.of("config.heal.remediation.namespace=agents", "config.heal.evidence.tail=500"));
		assertThat(heal.get("remediation")).containsEntry("namespace", "agents");
		assertThat(heal.get("evidence")).containsEntry("tail", 500);
	}

	@Test
	void podsAreWatchedOnlyWhereThatIsAskedFor() {
		assertThat(configuration(Chart.of()).get("watch")).containsEntry("enabled", false);
		assertThat(configuration(Chart.of("watch.enabled=true")).get("watch")).containsEntry("enabled", true);
	}

	@Test
	void podIsReplacedWhenTheConfigurationChanges() {
		assertThat(checksum(Chart.of("config.heal.evidence.tail=1")))
			.isNotEqualTo(checksum(Chart.of("config.heal.evidence.tail=2")));
	}

	@Test
	void claimsAreMadeKeptAndMounted() {
		Chart chart = Chart.of();
		assertThat(chart.all(PersistentVolumeClaim.class)).extracting((claim) -> claim.getMetadata().getName())
			.containsExactlyInAnyOrder("heal-workspace", "heal-state");
		assertThat(chart.all(PersistentVolumeClaim.class))
			.allSatisfy((claim) -> assertThat(claim.getMetadata().getAnnotations())
				.containsEntry("helm.sh/resource-policy", "keep"));
		assertThat(claims(chart)).containsExactly("heal-workspace", "heal-state");
	}

	@Test
	void existingClaimsAreMountedOnly() {
		Chart chart = Chart.of("workspace.existing=true", "workspace.claim=shared", "state.existing=true",
				"state.claim=mine");
		assertThat(chart.all(PersistentVolumeClaim.class)).isEmpty();
		assertThat(claims(chart)).containsExactly("shared", "mine");
	}

	@Test
	void severalReplicasShareTheirVolumesAndElectALeader() {
		Chart chart = Chart.of("replicas=2");
		assertThat(chart.all(PersistentVolumeClaim.class))
			.allSatisfy((claim) -> assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteMany"));
		assertThat(chart.deployment().getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
		assertThat(chart.deployment().getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getStrVal())
			.isEqualTo("100%");
		assertThat(chart.configuration()).contains("leader-election:\n    enabled: true");
		assertThat(chart.all(Role.class)).filteredOn((role) -> role.getMetadata().getName().equals("heal-leader"))
			.singleElement()
			.satisfies((role) -> {
				assertThat(role.getMetadata().getNamespace()).isEqualTo("ops");
				assertThat(rights(role.getRules())).containsExactly("create leases", "get leases", "patch leases");
			});
		assertThat(chart.all(PodDisruptionBudget.class)).isEmpty();
		assertThat(Chart.of("replicas=2", "podDisruptionBudget.enabled=true").all(PodDisruptionBudget.class))
			.hasSize(1);
	}

	@Test
	void severalReplicasNeedVolumesThatAllOfThemCanWrite() {
		assertThatThrownBy(() -> Chart.of("replicas=2", "state.accessModes[0]=ReadWriteOnce"))
			.hasMessageContaining("several replicas need ReadWriteMany for the claim heal-state");
	}

	@Test
	void oneReplicaIsStoppedBeforeItIsReplacedAndDoesNotBlockADrain() {
		Chart chart = Chart.of();
		assertThat(chart.deployment().getSpec().getStrategy().getType()).isEqualTo("Recreate");
		assertThat(chart.configuration()).contains("leader-election:\n    enabled: false");
		assertThat(chart.all(PodDisruptionBudget.class)).isEmpty();
	}

	@Test
	void rightsAreTheOnesThatHealUses() {
		Chart chart = Chart.of();
		assertThat(rights(role(chart, "ops-heal").getRules())).containsExactlyInAnyOrder("get pods", "list pods",
				"watch pods", "get pods/log", "get namespaces", "list events", "create events", "get deployments",
				"list deployments", "get replicasets", "list replicasets", "get nodes", "list nodes",
				"get statefulsets", "list statefulsets", "get daemonsets", "list daemonsets", "get controllerrevisions",
				"get jobs", "list jobs", "get cronjobs", "list cronjobs", "get horizontalpodautoscalers",
				"list horizontalpodautoscalers", "list services", "list persistentvolumeclaims", "list resourcequotas",
				"list limitranges", "list serviceaccounts", "list ingresses", "list networkpolicies",
				"list persistentvolumes", "list storageclasses", "get configmaps", "list endpointslices",
				"list controllerrevisions");
		assertThat(rights(chart.only(Role.class).getRules())).containsExactlyInAnyOrder("get coderuns", "list coderuns",
				"watch coderuns", "create coderuns", "delete coderuns", "get leases", "create leases", "update leases");
		assertThat(rights(role(chart, "ops-heal-callers").getRules())).containsExactly("create tokenreviews");
		assertThat(Chart.of("security.tokenReview=false").all(ClusterRole.class)).hasSize(1);
	}

	@Test
	void secretsAreOnlyReadWhereThatIsAskedFor() {
		assertThat(configuration(Chart.of()).get("evidence")).containsEntry("secrets", false);
		Chart chart = Chart.of("changes.secrets=true");
		assertThat(configuration(chart).get("evidence")).containsEntry("secrets", true);
		assertThat(rights(role(chart, "ops-heal").getRules())).contains("get secrets").doesNotContain("list secrets");
	}

	@Test
	void rightsEndAtTheNamespacesThatAreNamed() {
		Chart chart = Chart.of("namespaces[0]=shop", "namespaces[1]=billing");
		assertThat(chart.all(ClusterRole.class)).extracting((role) -> role.getMetadata().getName())
			.containsExactly("ops-heal-callers");
		assertThat(chart.all(ClusterRoleBinding.class)).hasSize(1);
		assertThat(chart.all(RoleBinding.class)).extracting((binding) -> binding.getMetadata().getNamespace())
			.containsExactlyInAnyOrder("shop", "billing", "ops");
		assertThat(configuration(chart).get("alert")).containsEntry("namespaces", List.of("shop", "billing"));
	}

	@Test
	void bindingsNameTheServiceAccountOfThePod() {
		Chart chart = Chart.of("serviceAccount.create=false", "serviceAccount.name=medic");
		assertThat(chart.all(ServiceAccount.class)).isEmpty();
		assertThat(pod(chart).getServiceAccountName()).isEqualTo("medic");
		assertThat(chart.all(ClusterRoleBinding.class)).flatExtracting(ClusterRoleBinding::getSubjects)
			.hasSize(2)
			.allSatisfy((subject) -> {
				assertThat(subject.getName()).isEqualTo("medic");
				assertThat(subject.getNamespace()).isEqualTo("ops");
			});
	}

	@Test
	void codeRunsMayBelongToAnotherNamespace() {
		Chart chart = Chart.of("remediationNamespace=agents");
		assertThat(chart.only(Role.class).getMetadata().getNamespace()).isEqualTo("agents");
		assertThat(configuration(chart).get("remediation")).containsEntry("namespace", "agents")
			.containsEntry("hand-over", "prompt");
	}

	@Test
	void digestWinsOverTheTag() {
		String digest = "sha256:" + "0".repeat(64);
		assertThat(container(Chart.of("image.repository=r/heal", "image.tag=v1")).getImage()).isEqualTo("r/heal:v1");
		assertThat(container(Chart.of("image.repository=r/heal", "image.tag=v1", "image.digest=" + digest)).getImage())
			.isEqualTo("r/heal@" + digest);
	}

	@Test
	void networkPolicyLetsHealReachTheApiServerAndNamesOnly() {
		assertThat(Chart.of().only(NetworkPolicy.class).getSpec().getEgress())
			.flatExtracting((rule) -> rule.getPorts().stream().map((port) -> port.getPort().getIntVal()).toList())
			.containsExactly(53, 53, 443, 6443);
		assertThat(Chart.of("networkPolicy.enabled=false").all(NetworkPolicy.class)).isEmpty();
	}

	@Test
	void everyObjectCarriesTheLabelsOfTheRelease() {
		assertThat(Chart.of("replicas=2").objects()).extracting(HasMetadata::getMetadata)
			.allSatisfy(
					(metadata) -> assertThat(metadata.getLabels()).containsEntry("app.kubernetes.io/instance", "heal")
						.containsEntry("app.kubernetes.io/managed-by", "Helm"));
	}

	@ParameterizedTest
	@CsvSource({ "replica=2, replica", "config.remediation.model=m, remediation", "replicas=none, replicas",
			"imagePullSecrets[0]=regcred, imagePullSecrets", "config.heal.remediation.modell=m, modell",
			"config.heal.evidence.tail=many, tail", "config.heal.remediation.cool-down=soon, cool-down",
			"config.heal.remediation.enabled=perhaps, enabled", "image.tags=v1, tags", "env[0].value=v, env",
			"state.size=big, size", "ingress.enabled=true, ingress.host is missing",
			"httpRoute.enabled=true, httpRoute.parentRefs is missing" })
	void valueThatCannotBeIsRefusedByName(String value, String name) {
		assertThatThrownBy(() -> Chart.of(value)).hasMessageContaining(name);
	}

	@Test
	void agentsStartWhereThereAreCodeRuns() {
		assertThat(configuration(Chart.of()).get("remediation")).containsEntry("enabled", "auto");
		assertThat(configuration(Chart.of("config.heal.remediation.enabled=false")).get("remediation"))
			.containsEntry("enabled", false);
	}

	@Test
	void portsFollowTheConfiguration() {
		assertThat(container(Chart.of("config.server.port=9090", "config.management.server.port=9091")).getPorts())
			.extracting((port) -> port.getName() + port.getContainerPort())
			.containsExactly("http9090", "management9091");
	}

	@Test
	void registryStandsBeforeTheRepository() {
		assertThat(container(Chart.of("image.registry=r.example.com:5000", "image.repository=ops/heal", "image.tag=v1"))
			.getImage()).isEqualTo("r.example.com:5000/ops/heal:v1");
	}

	@Test
	void podTakesWhatThePlatformWants() {
		Chart chart = Chart.of("envFrom[0].secretRef.name=heal-env", "env[0].name=A", "env[0].value=b",
				"topologySpreadConstraints[0].maxSkew=1", "topologySpreadConstraints[0].topologyKey=zone",
				"topologySpreadConstraints[0].whenUnsatisfiable=DoNotSchedule", "imagePullSecrets[0].name=regcred");
		assertThat(container(chart).getEnvFrom()).singleElement()
			.satisfies((source) -> assertThat(source.getSecretRef().getName()).isEqualTo("heal-env"));
		assertThat(container(chart).getEnv()).anyMatch((variable) -> variable.getName().equals("A"));
		assertThat(pod(chart).getTopologySpreadConstraints()).singleElement()
			.satisfies((constraint) -> assertThat(constraint.getTopologyKey()).isEqualTo("zone"));
		assertThat(pod(chart).getImagePullSecrets()).singleElement()
			.satisfies((secret) -> assertThat(secret.getName()).isEqualTo("regcred"));
		assertThat(pod(Chart.of("replicas=2")).getTopologySpreadConstraints()).hasSize(1);
	}

	@Test
	void certificatesOfOnesOwnAreMountedAndTrusted() {
		for (String kind : List.of("configMap", "secret")) {
			Chart chart = Chart.of("customCA." + kind + "=ca", "customCA.key=own.pem");
			assertThat(container(chart).getVolumeMounts())
				.anyMatch((mount) -> mount.getMountPath().equals("/var/run/heal-ca"));
			assertThat(pod(chart).getVolumes()).anyMatch((volume) -> volume.getName().equals("custom-ca"));
			assertThat(chart.configuration()).contains("certificate: file:/var/run/heal-ca/own.pem",
					"ssl-bundle: custom-ca");
		}
	}

	@Test
	void pagesAreReachedFromOutsideWhereWanted() {
		Ingress ingress = Chart.of("ingress.enabled=true", "ingress.host=heal.example.com", "ingress.tlsSecret=cert")
			.only(Ingress.class);
		assertThat(ingress.getSpec().getRules()).singleElement().satisfies((rule) -> {
			assertThat(rule.getHost()).isEqualTo("heal.example.com");
			assertThat(rule.getHttp().getPaths().getFirst().getBackend().getService().getPort().getName())
				.isEqualTo("http");
		});
		assertThat(ingress.getSpec().getTls()).hasSize(1);
		GenericKubernetesResource route = other("HTTPRoute", "httpRoute.enabled=true",
				"httpRoute.parentRefs[0].name=public", "httpRoute.hostnames[0]=heal.example.com");
		assertThat(route.<Object>get("spec", "rules", 0, "backendRefs", 0, "port")).isEqualTo(8080);
	}

	@Test
	void metricsAreScrapedWithTheirToken() {
		GenericKubernetesResource service = other("ServiceMonitor", "serviceMonitor.enabled=true");
		assertThat(service.<String>get("spec", "endpoints", 0, "authorization", "credentials", "key"))
			.isEqualTo("metrics");
		GenericKubernetesResource pods = other("PodMonitor", "podMonitor.enabled=true",
				"podMonitor.labels.release=kps");
		assertThat(pods.<String>get("spec", "podMetricsEndpoints", 0, "authorization", "credentials", "name"))
			.isEqualTo("heal-tokens");
		assertThat(pods.getMetadata().getLabels()).containsEntry("release", "kps");
	}

	@Test
	void rulesAreThoseOfTheDocumentationAndThoseOnHealItself() throws IOException {
		String documented = Files.readString(Path.of("docs/alertmanager/rules.yaml"));
		assertThat(Path.of("helm/heal/files/rules.yaml")).hasContent(documented);
		GenericKubernetesResource rules = other("PrometheusRule", "prometheusRule.enabled=true");
		Map<String, List<?>> groups = new Yaml().load(documented);
		assertThat(rules.<Object>get("spec", "groups", 0)).isEqualTo(groups.get("groups").getFirst());
		assertThat(rules.<String>get("spec", "groups", 1, "rules", 0, "expr"))
			.isEqualTo("absent(heal_backlog{namespace=\"ops\"})");
		assertThat(rules.<List<?>>get("spec", "groups", 1, "rules")).allSatisfy(
				(rule) -> assertThat(rule.toString()).contains("severity=warning").doesNotContain("$NAMESPACE"));
	}

	@Test
	void alertmanagerIsToldAsDocumented() throws IOException {
		Map<String, Map<String, Object>> documented = new Yaml()
			.load(Files.readString(Path.of("docs/alertmanager/alertmanagerconfig.yaml")));
		GenericKubernetesResource config = Chart.in("heal", "alertmanagerConfig.enabled=true")
			.other("AlertmanagerConfig");
		assertThat(config.<Object>get("spec")).isEqualTo(documented.get("spec"));
		assertThatThrownBy(() -> Chart.of("alertmanagerConfig.enabled=true", "security.existingSecret=mine"))
			.hasMessageContaining("write one of your own");
	}

	@Test
	void dashboardIsFoundByGrafana() {
		Chart chart = Chart.of("dashboard.enabled=true", "dashboard.namespace=monitoring");
		ConfigMap dashboard = chart.all(ConfigMap.class)
			.stream()
			.filter((map) -> map.getMetadata().getName().equals("heal-dashboard"))
			.findFirst()
			.orElseThrow();
		assertThat(dashboard.getMetadata().getNamespace()).isEqualTo("monitoring");
		assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
		assertThat(JsonMapper.shared().readTree(dashboard.getData().get("heal.json")).path("panels").size())
			.isGreaterThan(10);
	}

	// the pod itself is run by .ci/install-in-cluster: hooks are no part of what is
	// rendered here
	@Test
	void testOfTheReleaseGetsThrough() {
		assertThat(Chart.of().only(NetworkPolicy.class).getSpec().getIngress().getFirst().getFrom())
			.anyMatch((peer) -> peer.getPodSelector() != null
					&& "test".equals(peer.getPodSelector().getMatchLabels().get("app.kubernetes.io/component")));
	}

	private static GenericKubernetesResource other(String kind, String... values) {
		return Chart.of(values).other(kind);
	}

	private static ClusterRole role(Chart chart, String name) {
		return chart.all(ClusterRole.class)
			.stream()
			.filter((role) -> role.getMetadata().getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static List<String> secrets(Chart chart) {
		return pod(chart).getVolumes()
			.stream()
			.filter((volume) -> volume.getSecret() != null)
			.map((volume) -> volume.getSecret().getSecretName())
			.toList();
	}

	private static PodSpec pod(Chart chart) {
		return chart.deployment().getSpec().getTemplate().getSpec();
	}

	private static Container container(Chart chart) {
		return pod(chart).getContainers().getFirst();
	}

	private static String checksum(Chart chart) {
		return chart.deployment().getSpec().getTemplate().getMetadata().getAnnotations().get("checksum/config");
	}

	private static List<String> claims(Chart chart) {
		return pod(chart).getVolumes()
			.stream()
			.filter((volume) -> volume.getPersistentVolumeClaim() != null)
			.map((volume) -> volume.getPersistentVolumeClaim().getClaimName())
			.toList();
	}

	private static Map<String, Map<String, Object>> configuration(Chart chart) {
		Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(chart.configuration());
		return document.get("heal");
	}

	private static List<String> rights(List<PolicyRule> rules) {
		return rules.stream()
			.flatMap((rule) -> rule.getResources()
				.stream()
				.flatMap((resource) -> rule.getVerbs().stream().map((verb) -> verb + " " + resource)))
			.toList();
	}

}
