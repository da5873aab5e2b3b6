package dev.heal.notification;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.io.Resource;

import dev.heal.notification.NotificationProperties.Target;

/**
 * Sends to one receiver. No answer is waited for longer than its time-out, however slowly
 * it comes, and its address, which may hold a secret, is in no message.
 */
final class Receiver implements AutoCloseable {

	private static final int ANSWER = 200;

	private final Target target;

	private final @Nullable String template;

	private final HttpClient client;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	Receiver(Target target, SslBundles bundles) {
		this.target = target;
		this.template = read(target.template());
		HttpClient.Builder builder = HttpClient.newBuilder()
			.connectTimeout(target.timeout())
			.followRedirects(HttpClient.Redirect.NEVER)
			.version(HttpClient.Version.HTTP_1_1)
			.proxy(ProxySelector.getDefault());
		if (target.sslBundle() != null) {
			builder.sslContext(bundles.getBundle(target.sslBundle()).createSslContext());
		}
		this.client = builder.build();
	}

	private static @Nullable String read(@Nullable Resource template) {
		try {
			return (template != null) ? template.getContentAsString(StandardCharsets.UTF_8) : null;
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					"Could not read the template %s of heal.notifications.targets".formatted(template), ex);
		}
	}

	/**
	 * Sends a notice.
	 * @param notice the notice
	 * @return what came of it
	 * @throws InterruptedException if it is told to stop
	 */
	Answer send(Notice notice) throws InterruptedException {
		Future<Answer> exchange = this.threads.submit(() -> exchange(notice));
		try {
			return exchange.get(this.target.timeout().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			exchange.cancel(true);
			return Answer.later("it did not answer within " + this.target.timeout(), null);
		}
		catch (ExecutionException ex) {
			return Answer.later(reason(ex.getCause()), null);
		}
	}

	private static String reason(@Nullable Throwable cause) {
		String name = (cause != null) ? cause.getClass().getSimpleName() : "unknown";
		return (cause instanceof IOException) ? name : "its address or token cannot be used: " + name;
	}

	private Answer exchange(Notice notice) throws IOException, InterruptedException {
		String body = (this.template != null) ? Bodies.of(this.template, notice)
				: Bodies.of(this.target.type(), notice);
		HttpRequest.Builder request = HttpRequest.newBuilder(address())
			.timeout(this.target.timeout())
			.header("Content-Type", "application/json")
			.header("User-Agent", "heal")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (this.target.tokenFile() != null) {
			request.header("Authorization", "Bearer " + Files.readString(this.target.tokenFile()).strip());
		}
		HttpResponse<InputStream> response = this.client.send(request.build(),
				HttpResponse.BodyHandlers.ofInputStream());
		try (InputStream in = response.body()) {
			int code = response.statusCode();
			if (code / 100 == 2) {
				return Answer.TAKEN;
			}
			String reason = "status %d: %s".formatted(code,
					new String(in.readNBytes(ANSWER), StandardCharsets.UTF_8).strip());
			return (code == 408 || code == 429 || code >= 500) ? Answer.later(reason, retryAfter(response))
					: new Answer(false, false, reason, null);
		}
	}

	private URI address() throws IOException {
		URI url = this.target.url();
		return (this.target.urlFile() != null) ? URI.create(Files.readString(this.target.urlFile()).strip())
				: Objects.requireNonNull(url);
	}

	private static @Nullable Duration retryAfter(HttpResponse<?> response) {
		return Optional.of(response.headers().firstValue("Retry-After").orElse(""))
			.filter((seconds) -> seconds.matches("\\d{1,5}"))
			.map((seconds) -> Duration.ofSeconds(Long.parseLong(seconds)))
			.orElse(null);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.client.shutdownNow();
	}

	/**
	 * What came of a notice.
	 *
	 * @param taken whether it was taken
	 * @param again whether it may be taken later
	 * @param reason why it was not, null when it was
	 * @param after how long to wait at least, null when the receiver does not say
	 */
	record Answer(boolean taken, boolean again, @Nullable String reason, @Nullable Duration after) {

		static final Answer TAKEN = new Answer(true, false, null, null);

		static Answer later(String reason, @Nullable Duration after) {
			return new Answer(false, true, reason, after);
		}

	}

}
