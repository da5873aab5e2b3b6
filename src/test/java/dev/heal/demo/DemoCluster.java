package dev.heal.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * A cluster of one embedded API server in which the pods of the demo are failing.
 */
@TestConfiguration(proxyBeanMethods = false)
class DemoCluster {

	@Bean
	List<DemoPod> demoPods() {
		return DemoPod.all();
	}

	@Bean(initMethod = "init", destroyMethod = "destroy")
	KubernetesMockServer demoServer(List<DemoPod> demoPods) {
		return DemoDispatcher.server(demoPods);
	}

	@Bean
	@Primary
	Config demoConfig(KubernetesMockServer demoServer, List<DemoPod> demoPods,
			@Value("${demo.kubeconfig:}") String kubeconfig) throws IOException {
		if (!kubeconfig.isEmpty()) {
			Files.writeString(Path.of(kubeconfig), FailingCluster.kubeconfig(demoServer));
		}
		return fill(demoServer, demoPods);
	}

	static Config fill(KubernetesMockServer server, List<DemoPod> pods) {
		try (NamespacedKubernetesClient client = server.createClient()) {
			pods.forEach((pod) -> pod.createOwners(client));
			client.load(DemoCluster.class.getResourceAsStream("/crd/coderun-new.yaml"))
				.items()
				.forEach((crd) -> client.resource(crd).create());
			return client.getConfiguration();
		}
	}

}
