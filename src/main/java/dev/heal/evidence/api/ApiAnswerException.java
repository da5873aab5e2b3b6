package dev.heal.evidence.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer of the API server that is not what was asked for.
 */
public final class ApiAnswerException extends IOException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_LENGTH = 64 * 1024;

	private final int code;

	private final String kind;

	private final @Nullable Duration retryAfter;

	/**
	 * Creates the exception.
	 * @param code the status code
	 * @param kind the kind of object that the answer is about, empty when it does not say
	 * @param message the message of the answer
	 * @param retryAfter how long the server wants to be left alone
	 */
	ApiAnswerException(int code, String kind, String message, @Nullable Duration retryAfter) {
		super(message);
		this.code = code;
		this.kind = kind;
		this.retryAfter = retryAfter;
	}

	/**
	 * Reads an answer.
	 * @param code its status code
	 * @param connection where the rest of it is
	 * @return the exception
	 * @throws IOException if it breaks off
	 */
	static ApiAnswerException of(int code, HttpURLConnection connection) throws IOException {
		String text = text(connection);
		JsonNode status = status(text);
		String message = status.path("message").asString(text);
		return new ApiAnswerException(code, status.path("details").path("kind").asString(""),
				message.isEmpty() ? "HTTP status " + code : message, retryAfter(connection));
	}

	public static boolean isNotFound(IOException failure) {
		return failure instanceof ApiAnswerException answer && answer.code == 404;
	}

	private static String text(HttpURLConnection connection) throws IOException {
		try (InputStream in = connection.getErrorStream()) {
			return (in != null) ? new String(in.readNBytes(MAX_LENGTH), StandardCharsets.UTF_8).strip() : "";
		}
	}

	// Not every answer is a Status: 429 and unknown paths are plain text
	private static JsonNode status(String text) {
		try {
			return JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	private static @Nullable Duration retryAfter(HttpURLConnection connection) {
		int seconds = connection.getHeaderFieldInt("Retry-After", -1);
		return (seconds >= 0) ? Duration.ofSeconds(seconds) : null;
	}

	public int code() {
		return this.code;
	}

	String kind() {
		return this.kind;
	}

	public String text() {
		String message = getMessage();
		return (message != null) ? message : "";
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	public boolean isAboutMissing(String objects) {
		return this.code == 404 && this.kind.equals(objects);
	}

	public boolean isWorthAnotherTry() {
		return this.code == 429 || this.code >= 500;
	}

}
