package dev.heal.evidence.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.EvidenceLimits;
import dev.heal.evidence.EvidenceProperties;

/**
 * Reads from the API server as the Kubernetes client would, by its address, certificates
 * and token, but through {@link HttpURLConnection}, which hands over what the socket has
 * as it comes; see the rationale.
 */
@Component
public class ApiServer {

	private static final Duration OPENING = Duration.ofMinutes(2);

	private static final int PAGE_TIME = 4;

	private static final String JSON = "application/json";

	private static final String METADATA = JSON + ";as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

	private final EvidenceProperties properties;

	private final EvidenceLimits limits;

	private final JsonMapper json;

	private final ApiCredentials credentials;

	private final Config config;

	private final ApiAddress address;

	private volatile @Nullable SSLSocketFactory sockets;

	public ApiServer(Config config, EvidenceProperties properties, EvidenceLimits limits) {
		this.limits = limits;
		this.json = ItemReader.mapper(limits.objectSize().toBytes());
		this.config = config;
		this.address = new ApiAddress(config);
		this.credentials = new ApiCredentials(config);
		this.properties = properties;
	}

	/**
	 * Reads an object, as it is served.
	 * @param path the path and the query
	 * @return the object
	 * @throws IOException if it could not be had, in spite of several tries
	 */
	public JsonNode get(String path) throws IOException {
		return get(path, JSON);
	}

	/**
	 * Reads the metadata of an object and nothing else of it.
	 * @param path the path
	 * @return a {@code PartialObjectMetadata}
	 * @throws IOException if it could not be had, in spite of several tries
	 */
	public JsonNode metadata(String path) throws IOException {
		return get(path, METADATA);
	}

	private JsonNode get(String path, String type) throws IOException {
		long deadline = System.nanoTime() + this.properties.requestTimeout().toNanos();
		long largest = this.limits.objectSize().toBytes();
		return retrying(() -> {
			try (InputStream in = new BoundedInputStream(connect(path, type), largest,
					this.properties.requestTimeout())) {
				return this.json.readTree(in);
			}
			catch (JacksonException ex) {
				throw failure(ex);
			}
		}, deadline);
	}

	/**
	 * Reads one page of a list, as it is served.
	 * @param path the path and the query
	 * @param target is given each object once
	 * @return all of the page but its objects
	 * @throws IOException if it could not be had to its end, in spite of several tries
	 */
	public ObjectNode page(String path, ItemReader.Items target) throws IOException {
		Duration patience = this.properties.requestTimeout().multipliedBy(PAGE_TIME);
		long deadline = System.nanoTime() + patience.toNanos();
		ItemsOnce once = new ItemsOnce(target);
		return retrying(() -> {
			once.begin();
			try (InputStream in = new BoundedInputStream(connect(path), Long.MAX_VALUE, patience)) {
				return new ItemReader(this.limits.objectSize().toBytes()).read(in, once);
			}
			catch (JacksonException ex) {
				throw failure(ex);
			}
		}, deadline);
	}

	private static IOException failure(JacksonException ex) {
		if (ex.getCause() instanceof IOException cause) {
			return cause;
		}
		return (ex instanceof StreamConstraintsException) ? new TooLargeException(ex.getOriginalMessage())
				: new IOException("the API server's answer is not JSON: " + ex.getOriginalMessage(), ex);
	}

	/**
	 * Opens a stream that ends with an exception when it breaks, or stands still for too
	 * long.
	 * @param path the path and the query
	 * @return the stream
	 * @throws IOException if it could not be had, in spite of several tries
	 */
	public InputStream open(String path) throws IOException {
		long deadline = System.nanoTime() + OPENING.toNanos();
		return new LivelyInputStream(retrying(() -> connect(path), deadline), this.properties.stallTimeout());
	}

	public int retries() {
		return this.properties.retries();
	}

	private <T> T retrying(Request<T> request, long deadline) throws IOException {
		boolean renewed = false;
		for (int attempt = 0;; attempt++) {
			try {
				return request.send();
			}
			catch (ApiAnswerException ex) {
				if (ex.code() == 401 && !renewed) {
					renewed = this.credentials.renew();
				}
				else if (!ex.isWorthAnotherTry() || !pause(attempt, ex.retryAfter(), deadline)) {
					throw ex;
				}
			}
			catch (IOException ex) {
				if (ex instanceof TooLargeException || !pause(attempt, null, deadline)) {
					throw ex;
				}
			}
		}
	}

	private boolean pause(int attempt, @Nullable Duration retryAfter, long deadline) throws IOException {
		Duration least = (retryAfter != null) ? retryAfter : Duration.ofMillis(100L << Math.min(attempt, 5));
		Duration pause = least.plusMillis(ThreadLocalRandom.current().nextLong(least.toMillis() / 4 + 1));
		if (attempt >= this.properties.retries() || System.nanoTime() + pause.toNanos() - deadline > 0) {
			return false;
		}
		try {
			Thread.sleep(pause);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("cancelled");
		}
	}

	private InputStream connect(String path) throws IOException {
		return connect(path, JSON + ", */*");
	}

	private InputStream connect(String path, String type) throws IOException {
		HttpURLConnection connection = connection(this.address.resolve(path));
		connection.setRequestProperty("Accept", type);
		int code = answer(connection);
		if (code == 200) {
			return connection.getInputStream();
		}
		throw ApiAnswerException.of(code, connection);
	}

	// Java names the address in none of them
	private int answer(HttpURLConnection connection) throws IOException {
		try {
			return connection.getResponseCode();
		}
		catch (ConnectException | NoRouteToHostException | UnknownHostException | SSLException ex) {
			throw new IOException("%s: %s".formatted(this.config.getMasterUrl(), String.valueOf(ex.getMessage())), ex);
		}
	}

	private HttpURLConnection connection(URI uri) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(this.address.proxy());
		connection.setInstanceFollowRedirects(false);
		connection.setUseCaches(false);
		connection.setConnectTimeout(this.config.getConnectionTimeout());
		connection.setReadTimeout((int) this.properties.stallTimeout().toMillis());
		connection.setRequestProperty("User-Agent", "heal");
		this.credentials.authorization().ifPresent((value) -> connection.setRequestProperty("Authorization", value));
		if (connection instanceof HttpsURLConnection https) {
			secure(https);
		}
		return connection;
	}

	private void secure(HttpsURLConnection connection) throws IOException {
		connection.setSSLSocketFactory(sockets());
		if (this.config.isDisableHostnameVerification() || this.config.isTrustCerts()) {
			connection.setHostnameVerifier((host, session) -> true);
		}
	}

	private SSLSocketFactory sockets() throws IOException {
		SSLSocketFactory result = this.sockets;
		if (result == null) {
			result = sslContext().getSocketFactory();
			this.sockets = result;
		}
		return result;
	}

	private SSLContext sslContext() throws IOException {
		try {
			return SSLUtils.sslContext(this.config);
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("the certificates for the API server cannot be used: " + ex.getMessage(), ex);
		}
	}

	/**
	 * A request that may be sent again.
	 */
	@FunctionalInterface
	private interface Request<T> {

		T send() throws IOException;

	}

	/**
	 * Hands on each object once, when a page has to be read again.
	 */
	private static final class ItemsOnce implements ItemReader.Items {

		private final ItemReader.Items target;

		private long known;

		private long at;

		private ItemsOnce(ItemReader.Items target) {
			this.target = target;
		}

		private void begin() {
			this.at = 0;
		}

		private boolean isNew() {
			boolean isNew = this.at++ >= this.known;
			this.known = Math.max(this.known, this.at);
			return isNew;
		}

		@Override
		public void add(byte[] json, String time) {
			if (isNew()) {
				this.target.add(json, time);
			}
		}

		@Override
		public void passOver() {
			if (isNew()) {
				this.target.passOver();
			}
		}

	}

}
