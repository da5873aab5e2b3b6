package dev.heal.security;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for callers with a client certificate, set up as the README says.
 */
@HealTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.server.ssl.enabled=false", "server.ssl.bundle=heal",
				"server.ssl.client-auth=want", "heal.security.certificates[0].name=reader",
				"heal.security.certificates[0].scopes=read",
				"heal.security.certificates[1].name=CN=operator,OU=shop,O=Example",
				"heal.security.certificates[1].scopes=read,operate" })
class ClientCertificatesTests {

	private static final String PASSWORD = "changeit";

	@TempDir
	private static Path folder;

	private static KeyStore keys;

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@DynamicPropertySource
	static void bundle(DynamicPropertyRegistry properties) throws Exception {
		authority("ours");
		authority("theirs");
		issue("server", "CN=heal", "ours");
		issue("reader", "CN=reader,OU=shop,O=Example", "ours");
		issue("operator", "CN=operator,OU=shop,O=Example", "ours");
		issue("stranger", "CN=stranger,OU=shop,O=Example", "ours");
		issue("impostor", "CN=reader,OU=shop,O=Example", "theirs");
		issue("another", "CN=operator,OU=other,O=Example", "ours");
		keys = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
		String certificate = pem("server.crt", "CERTIFICATE", keys.getCertificate("server").getEncoded());
		String key = pem("server.key", "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
		String authority = pem("ca.crt", "CERTIFICATE", keys.getCertificate("ours").getEncoded());
		properties.add("spring.ssl.bundle.pem.heal.keystore.certificate", () -> certificate);
		properties.add("spring.ssl.bundle.pem.heal.keystore.private-key", () -> key);
		properties.add("spring.ssl.bundle.pem.heal.truststore.certificate", () -> authority);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			reader,   GET,  /alerts/a7,           200
			reader,   POST, /remediations/pause,  403
			operator, GET,  /alerts/a7,           200
			operator, POST, /remediations/pause,  200
			stranger, GET,  /alerts/a7,           401
			another,  GET,  /alerts/a7,           401
			,         GET,  /alerts/a7,           401
			""")
	void certificateHasTheScopesOfItsSubject(String caller, String method, String path, int status) throws Exception {
		HttpResponse<String> answer = send(caller, method, path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
	}

	@Test
	void certificateOfAnotherAuthorityEndsTheConnection() {
		assertThatIOException().isThrownBy(() -> send("impostor", "GET", "/alerts/a7"));
	}

	@Test
	void refusalSaysThatACertificateWouldDo() throws Exception {
		assertThat(send("stranger", "GET", "/alerts/a7").body()).contains("heal.security.certificates");
		assertThat(send("reader", "POST", "/remediations/pause").body()).contains("heal.security.certificates");
	}

	@Test
	void pageOfAnotherOriginMayNotUseTheCertificateOfTheBrowser() throws Exception {
		HttpRequest request = request("POST", "/remediations/pause").header("Origin", "https://evil.example").build();
		try (HttpClient http = client("operator")) {
			assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(403);
		}
	}

	@Test
	void healthStaysWithoutTls() throws Exception {
		URI health = URI.create("http://localhost:" + this.managementPort + "/actuator/health/liveness");
		try (HttpClient http = HttpClient.newHttpClient()) {
			assertThat(http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
				.statusCode()).isEqualTo(200);
		}
	}

	private HttpResponse<String> send(String caller, String method, String path) throws Exception {
		try (HttpClient http = client(caller)) {
			return http.send(request(method, path).build(), HttpResponse.BodyHandlers.ofString());
		}
	}

	private HttpRequest.Builder request(String method, String path) {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + this.port + path))
			.header("Content-Type", "application/json")
			.method(method, "GET".equals(method) ? HttpRequest.BodyPublishers.noBody()
					: HttpRequest.BodyPublishers.ofString("{\"paused\": false}"));
	}

	private static HttpClient client(String caller) throws GeneralSecurityException, IOException {
		KeyStore trusted = empty();
		trusted.setCertificateEntry("ours", keys.getCertificate("ours"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init((caller != null) ? new KeyManager[] { new Presenting(caller) } : null, trust.getTrustManagers(),
				null);
		return HttpClient.newBuilder().sslContext(context).build();
	}

	private static KeyStore empty() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private static void authority(String name) throws IOException, InterruptedException {
		keytool(name, "CN=" + name, "-ext", "bc:c=ca:true");
	}

	private static void issue(String name, String subject, String authority) throws IOException, InterruptedException {
		keytool(name, subject, "-ext", "san=dns:localhost", "-signer", authority);
	}

	private static void keytool(String name, String subject, String... more) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
						name, "-keyalg", "EC", "-dname", subject, "-keystore", folder.resolve("keys.p12").toString(),
						"-storepass", PASSWORD));
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(said).isZero();
	}

	private static String pem(String file, String type, byte[]... contents) throws IOException {
		StringBuilder pem = new StringBuilder();
		for (byte[] content : contents) {
			pem.append("-----BEGIN %s-----%n%s%n-----END %1$s-----%n".formatted(type,
					Base64.getMimeEncoder().encodeToString(content)));
		}
		return "file:" + Files.writeString(folder.resolve(file), pem);
	}

	/**
	 * Presents a certificate also to a server that does not ask for one of its authority.
	 */
	private static final class Presenting extends X509ExtendedKeyManager {

		private final String alias;

		Presenting(String alias) {
			this.alias = alias;
		}

		@Override
		public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
			return this.alias;
		}

		@Override
		public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
			return this.alias;
		}

		@Override
		public X509Certificate[] getCertificateChain(String name) {
			try {
				return Stream.of(keys.getCertificateChain(name))
					.map(X509Certificate.class::cast)
					.toArray(X509Certificate[]::new);
			}
			catch (KeyStoreException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public PrivateKey getPrivateKey(String name) {
			try {
				return (PrivateKey) keys.getKey(name, PASSWORD.toCharArray());
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public String[] getClientAliases(String type, Principal[] issuers) {
			return new String[] { this.alias };
		}

		@Override
		public String[] getServerAliases(String type, Principal[] issuers) {
			return null;
		}

		@Override
		public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
			return null;
		}

	}

}
