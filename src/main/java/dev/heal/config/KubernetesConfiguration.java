package dev.heal.config;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The way to the API server, by the usual kubeconfig rules and, inside a pod, by its
 * service account. Nothing is asked of it before it is needed, so that Heal starts
 * without it.
 */
@Configuration(proxyBeanMethods = false)
class KubernetesConfiguration {

	// commands bring one of their own
	@Bean
	@ConditionalOnMissingBean
	Config kubernetesConfig(KubernetesProperties properties) {
		return ClientKey
			.identify(new ConfigBuilder().withConnectionTimeout((int) properties.connectTimeout().toMillis())
				.withRequestTimeout((int) properties.requestTimeout().toMillis())
				.withRequestRetryBackoffLimit(properties.retries())
				.build());
	}

	@Bean
	KubernetesClient kubernetesClient(Config kubernetesConfig) {
		return new KubernetesClientBuilder().withConfig(kubernetesConfig).build();
	}

}
