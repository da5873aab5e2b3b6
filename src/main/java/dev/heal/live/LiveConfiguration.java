package dev.heal.live;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import dev.heal.evidence.LiveCluster;

/**
 * The look of the service, which is made when somebody first asks for it.
 */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

	@Bean
	@Lazy
	LiveDiagnosis liveDiagnosis(LiveCluster cluster) {
		return new LiveDiagnosis(cluster);
	}

}
