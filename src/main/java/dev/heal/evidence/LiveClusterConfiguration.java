package dev.heal.evidence;

import io.fabric8.kubernetes.client.Config;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import dev.heal.redaction.Redactor;

/**
 * The service looks at the cluster too, when somebody asks it to.
 */
@Configuration(proxyBeanMethods = false)
class LiveClusterConfiguration {

	@Bean
	@Lazy
	LiveCluster liveCluster(Config config, EvidenceProperties properties, EvidenceLimits limits, Redactor redactor) {
		return LiveCluster.of(config, properties, limits, redactor);
	}

}
