package dev.heal.config;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;

/**
 * The key of the client certificate in a kubeconfig. The client takes a key in PKCS #8
 * for an RSA key, whatever it is, unless it is told; the certificate knows.
 */
final class ClientKey {

	private ClientKey() {
	}

	/**
	 * Tells the client what kind of key its certificate has.
	 * @param config where certificate and key are, if there are any
	 * @return the same configuration
	 */
	static Config identify(Config config) {
		if (config.getClientCertData() != null || config.getClientCertFile() != null) {
			config.setClientKeyAlgo(certificate(config).getPublicKey().getAlgorithm());
		}
		return config;
	}

	private static Certificate certificate(Config config) {
		try (InputStream certificate = CertUtils.getInputStreamFromDataOrFile(config.getClientCertData(),
				config.getClientCertFile())) {
			return CertificateFactory.getInstance("X.509").generateCertificate(certificate);
		}
		catch (IOException | CertificateException ex) {
			throw new IllegalStateException("The client certificate of the kubeconfig cannot be read", ex);
		}
	}

}
