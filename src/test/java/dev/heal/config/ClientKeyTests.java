package dev.heal.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientKey}.
 */
class ClientKeyTests {

	@Test
	void keyOnAnEllipticCurveIsTakenForOne() throws IOException {
		Config config = ClientKey.identify(kubeconfig());
		try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
			assertThat(client.getConfiguration().getClientKeyAlgo()).isEqualTo("EC");
		}
	}

	@Test
	void configurationWithoutACertificateStaysAsItIs() {
		Config config = new ConfigBuilder().withAutoConfigure(false).withOauthToken("token").build();
		assertThat(ClientKey.identify(config).getClientKeyAlgo())
			.isEqualTo(new ConfigBuilder().withAutoConfigure(false).build().getClientKeyAlgo());
	}

	private static Config kubeconfig() throws IOException {
		try (InputStream file = ClientKeyTests.class.getResourceAsStream("kubeconfig-ec.yaml")) {
			return Config.fromKubeconfig(new String(file.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

}
