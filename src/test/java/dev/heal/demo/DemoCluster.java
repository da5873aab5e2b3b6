package dev.heal.demo;

import java.util.List;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
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
	Config demoConfig(KubernetesMockServer demoServer, List<DemoPod> demoPods) {
		try (NamespacedKubernetesClient client = demoServer.createClient()) {
			demoPods.forEach((pod) -> pod.createOwners(client));
			client.load(getClass().getResourceAsStream("/crd/coderun-new.yaml"))
				.items()
				.forEach((crd) -> client.resource(crd).create());
			return client.getConfiguration();
		}
	}

}
