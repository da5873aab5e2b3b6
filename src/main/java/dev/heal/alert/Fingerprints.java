package dev.heal.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import tools.jackson.databind.JsonNode;

/**
 * Tells alerts apart: by the fingerprint that Alertmanager gives them, and where a
 * template has left it out, by what it is made of: the labels.
 */
final class Fingerprints {

	private static final int LENGTH = 64;

	private Fingerprints() {
	}

	static String of(JsonNode fingerprint, Labels labels) {
		String given = fingerprint.asString("");
		if (!given.isBlank() && given.length() <= LENGTH) {
			return given;
		}
		return digest(given.isBlank() ? labels.values().toString() : given);
	}

	/**
	 * Tells apart what Heal raises itself. It is never what Alertmanager would say: of
	 * two that watch the same pod, each resolves its own.
	 * @param alert the alert
	 * @return the same in every episode
	 */
	static String of(RaisedAlert alert) {
		return digest("heal.watch/%s/%s/%s/%s".formatted(alert.rule(), alert.namespace(), alert.pod(),
				(alert.container() != null) ? alert.container() : ""));
	}

	private static String digest(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
