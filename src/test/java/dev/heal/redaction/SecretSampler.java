package dev.heal.redaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.heal.redaction.PatternSampler.Choice;
import dev.heal.redaction.PatternSampler.Length;

/**
 * Draws secrets of every kind, and the harmless text around them.
 */
final class SecretSampler {

	private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

	private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	private static final String DIGITS = "0123456789";

	private static final String ALPHANUMERIC = LOWER + UPPER + DIGITS;

	private static final List<String> WORDS = List.of("correct", "horse", "battery", "staple", "purple", "monkey",
			"dragon", "winter", "orange", "rocket", "violet", "tiger", "coffee", "silver");

	private static final List<String> KEYWORDS = List.of("pass", "password", "passwd", "passphrase", "pwd", "secret",
			"token", "api_key", "apikey", "access_key", "account_key", "private_key", "client_secret", "credential",
			"credentials", "auth_key", "signing_key", "encryption_key");

	private static final List<String> PREFIXES = List.of("", "", "db_", "redis_", "spring_datasource_", "smtp_",
			"orders_service_", "my_app_", "jwt_", "github_", "postgres_");

	private static final List<String> SUFFIXES = List.of("", "", "", "_1", "_v2", "_prod", "_eu", "_production_eu",
			"_old", "_primary");

	private static final List<String> REAL_NAMES = List.of("DJANGO_SECRET_KEY", "SECRET_KEY_BASE",
			"AWS_SECRET_ACCESS_KEY", "STRIPE_API_KEY_PRODUCTION_EU", "MYSQL_ROOT_PASSWORD", "PGPASSWORD",
			"SENDGRID_API_KEY", "DD_API_KEY", "JWT_SIGNING_KEY", "DATA_ENCRYPTION_KEY_V2", "NPM_TOKEN", "VAULT_TOKEN",
			"SLACK_BOT_TOKEN", "JWT_SECRET", "KEYCLOAK_ADMIN_PASSWORD", "SESSION_SECRET", "OAUTH_CLIENT_SECRET",
			"AZURE_CLIENT_SECRET", "GF_SECURITY_ADMIN_PASSWORD", "RABBITMQ_DEFAULT_PASS", "SMTP_PASS",
			"LDAP_BIND_PASSWORD", "KEYSTORE_PASSWORD", "WEBHOOK_SECRET", "GITHUB_WEBHOOK_SECRET_2",
			"DB_PASSWORD_REPLICA_US_EAST_1", "APP_KEY_PASSPHRASE", "S3_SECRET_KEY");

	private static final List<String> REAL_FIELDS = List.of("authToken", "refreshToken", "sessionToken", "accessToken",
			"adminPassword", "bindPassword", "userPassword", "clientSecret", "apiKey", "apiToken", "secretKey",
			"secretAccessKey", "accountKey", "privateKey", "passPhrase", "signingKey", "encryptionKey", "webhookSecret",
			"dbPassword", "id_token", "bearerToken", "trustStorePassword");

	private static final List<String> HUMAN = List.of("hunter2", "P@ssw0rd!", "Tr0ub4dor&3", "letmein", "qwerty",
			"s3cr3t", "admin123", "Summer2024!", "iloveyou", "dragonfly", "pässwörd1", "123456", "0000", "abc123",
			"monkey!", "postgres1", "welcome", "Passw0rd", "rabbit", "changeit");

	private final RandomGenerator random;

	SecretSampler(RandomGenerator random) {
		this.random = random;
	}

	// Returns the formats of the catalogue, one for each alternative of a pattern.
	static List<TokenFormat> tokenFormats() {
		List<TokenFormat> formats = new ArrayList<>();
		for (String line : resource("corpus/catalogue.txt").lines().toList()) {
			String[] columns = line.split(" ¦ ");
			if (!columns[0].endsWith(" R")) {
				PatternSampler.alternatives(columns[1])
					.forEach((choice) -> formats
						.add(new TokenFormat(columns[0], choice, Double.parseDouble(columns[2]))));
			}
		}
		return formats;
	}

	static String resource(String name) {
		try (var stream = SecretSampler.class.getResourceAsStream(name)) {
			if (stream == null) {
				throw new IllegalArgumentException("There is no resource " + name);
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String token(TokenFormat format, Length length) {
		if (format.id().equals("jwt")) {
			return jwt();
		}
		String token = format.alternative().draw(this.random, length);
		while (entropy(token) < format.entropy() + 0.1 || !mixed(format, token)) {
			token = format.alternative().draw(this.random, length);
		}
		return token;
	}

	private static boolean mixed(TokenFormat format, String token) {
		return !format.id().equals("discord-bot")
				|| token.matches(".*[0-9].*") && token.matches(".*[A-Z].*") && token.matches(".*[a-z].*");
	}

	private String jwt() {
		String header = pick(List.of("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"alg\":\"RS256\",\"kid\":\"a1\"}",
				"{\"typ\":\"JWT\",\"alg\":\"ES256\"}"));
		String claims = "{\"sub\":\"" + digits(6) + "\",\"iss\":\"kubernetes/serviceaccount\",\"iat\":1795334353}";
		return base64Url(header) + '.' + base64Url(claims) + '.'
				+ pick(List.of(draw(ALPHANUMERIC + "-_", 43), draw(ALPHANUMERIC + "-_", 342)));
	}

	/**
	 * Draws a secret or a filler by the name of its kind.
	 */
	String draw(String kind) {
		String[] parts = kind.split(":");
		int count = (parts.length > 1) ? Integer.parseInt(parts[1]) : 0;
		return switch (parts[0]) {
			case "word" -> mixedWord(this.random.nextInt(8, 25));
			case "lower" -> pick(WORDS) + draw(LOWER + DIGITS, this.random.nextInt(2, 8)) + draw(DIGITS, 1);
			case "symbols" ->
				draw(ALPHANUMERIC, 3) + draw(ALPHANUMERIC + "!@#$%^*-_=+.?~|/:", 9) + draw(ALPHANUMERIC, 2);
			case "short" -> draw(LOWER + DIGITS, this.random.nextInt(2, 4)) + draw(DIGITS, 1);
			case "spaced" -> pick(WORDS) + ' ' + mixedWord(5) + ", [" + pick(WORDS) + "] (" + draw(DIGITS, 2) + ")!";
			case "tricky" -> mixedWord(6) + "&<" + draw(ALPHANUMERIC, 3) + ">\"" + draw(ALPHANUMERIC, 3) + "\\"
					+ draw(ALPHANUMERIC, 3);
			case "userpass" -> draw(ALPHANUMERIC, 4) + "@" + draw(ALPHANUMERIC, 4) + "/" + draw(ALPHANUMERIC, 3) + "#";
			case "rawat" -> draw(ALPHANUMERIC, 5) + "@" + draw(ALPHANUMERIC, 4);
			case "plain" -> draw(ALPHANUMERIC, this.random.nextInt(6, 20));
			case "hexkey" -> draw("0123456789abcdef", pick(List.of(32, 40, 64)));
			case "base64key" -> base64(pick(List.of(16, 20, 32, 64)));
			case "uuidkey", "uuid" -> new UUID(this.random.nextLong(), this.random.nextLong()).toString();
			case "phrase" -> pick(WORDS) + '-' + pick(WORDS) + '-' + pick(WORDS) + '-' + digits(2);
			case "basic" -> base64(pick(WORDS) + ':' + mixedWord(12));
			case "base64text" -> base64(mixedWord(this.random.nextInt(6, 20)));
			case "legacyvault" -> "s." + mixedWord(24);
			case "human" -> pick(HUMAN);
			case "leading" -> pick(List.of("$", "#", "%", "!", "*", "-", "@", "^", "~", "+", "=")) + mixedWord(9);
			case "REALNAME" -> pick(REAL_NAMES);
			case "realfield" -> pick(REAL_FIELDS);
			case "realkebab" -> pick(REAL_NAMES).toLowerCase().replace('_', '-');
			case "realdotted" -> "spring." + pick(REAL_NAMES).toLowerCase()
				.replace('_', '.')
				.replace("api.key", "api-key")
				.replace("signing.key", "signing-key")
				.replace("encryption.key", "encryption-key")
				.replace("secret.key", "secret-key")
				.replace("access.key", "access-key");
			case "letters" -> draw(LOWER, this.random.nextInt(8, 16));
			case "CAPS" -> draw(UPPER + DIGITS, this.random.nextInt(12, 24));
			case "long" -> draw(ALPHANUMERIC + "-_", this.random.nextInt(100, 3000));
			case "bootstrap" -> draw(LOWER + DIGITS, 6) + '.' + draw(LOWER + DIGITS, 16);
			case "signature" -> draw("0123456789abcdef", 64);
			case "sas" -> base64(32).replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
			case "pem" -> pem();
			case "pemline" -> pem().replace("\n", "");
			case "pemescaped" -> pem().replace("\n", "\\n");
			case "pemindented" -> pem().replace("\n", "\n    ");
			case "pemcrlf" -> pem().replace("\n", "\r\n");
			case "pemescapedcrlf" -> pem().replace("\n", "\\r\\n");
			case "pemescapedtwice" -> pem().replace("\n", "\\\\n");
			case "pemprefixed" -> pem().replace("\n", "\nweb-0 app | ");
			case "pemstamped" -> pem().replace("\n", "\n2026-11-22T07:30:26.123Z ");
			case "pemcut" -> pem().replaceFirst("\n[^\n]{20}[^\n]*\n-----END.*", "");
			case "pemheaders" -> pem().replaceFirst("\n",
					"\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC," + draw("0123456789ABCDEF", 32) + "\n\n");
			case "pgp" -> pem().replaceAll("(BEGIN|END) [A-Z ]+-----", "$1 PGP PRIVATE KEY BLOCK-----")
				.replaceFirst("\n", "\n\n")
				.replace("\n-----END", "\n=" + draw(ALPHANUMERIC, 4) + "\n-----END");
			case "pem64" -> base64(pem() + '\n');
			case "digitkey" -> digits(this.random.nextInt(4, 10));
			case "punct" -> mixedWord(5) + draw(",;:!?(){}[]<>|&@#", 1) + mixedWord(6);
			case "slackhook" ->
				"T" + draw(UPPER + DIGITS, 10) + "/B" + draw(UPPER + DIGITS, 10) + '/' + draw(ALPHANUMERIC, 24);
			case "discordhook" -> digits(18) + '/' + draw(ALPHANUMERIC + "-_", 68);
			case "officehook" -> draw("uuid") + '@' + draw("uuid") + "/IncomingWebhook/" + draw("0123456789abcdef", 32)
					+ '/' + draw("uuid");
			case "zapierhook" -> digits(8) + '/' + draw(LOWER + DIGITS, 7);
			case "NAME" -> name().toUpperCase();
			case "name" -> name();
			case "kebab" -> name().replace('_', '-');
			case "dotted" -> "app." + name().replace('_', '.').replace("api.key", "api-key");
			case "camel" -> camel(name());
			case "hex" -> draw("0123456789abcdef", count);
			case "HEX" -> draw("0123456789ABCDEF", count);
			case "base64" -> base64(count);
			case "alnum" -> draw(ALPHANUMERIC, count);
			case "lowalnum" -> draw(LOWER + DIGITS, count);
			case "base32" -> draw(UPPER + "234567", count);
			case "digits" -> digits(count);
			case "epoch" -> "17" + draw(DIGITS, 8);
			case "esc" -> "\u001b";
			case "tab" -> "\t";
			case "nul" -> "\0";
			case "cr" -> "\r";
			default -> throw new IllegalArgumentException("There is no kind " + kind);
		};
	}

	private String pem() {
		String label = pick(List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY",
				"ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY"));
		String body = base64(this.random.nextInt(80, 1200));
		String lines = IntStream.iterate(0, (start) -> start < body.length(), (start) -> start + 64)
			.mapToObj((start) -> body.substring(start, Math.min(body.length(), start + 64)))
			.collect(Collectors.joining("\n"));
		return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----";
	}

	private String name() {
		return pick(PREFIXES) + pick(KEYWORDS) + pick(SUFFIXES);
	}

	private static String camel(String name) {
		String[] parts = name.split("_");
		return IntStream.range(0, parts.length)
			.mapToObj((i) -> (i == 0) ? parts[i] : parts[i].substring(0, 1).toUpperCase() + parts[i].substring(1))
			.collect(Collectors.joining());
	}

	private String mixedWord(int length) {
		return draw(UPPER, 1) + draw(LOWER, 1) + draw(ALPHANUMERIC, length - 3) + draw(DIGITS, 1);
	}

	private String digits(int count) {
		return draw("123456789", 1) + draw(DIGITS, count - 1);
	}

	private String base64(int bytes) {
		byte[] data = new byte[bytes];
		this.random.nextBytes(data);
		return Base64.getEncoder().encodeToString(data);
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String base64Url(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private String draw(String alphabet, int count) {
		return IntStream.range(0, count)
			.mapToObj((_) -> String.valueOf(alphabet.charAt(this.random.nextInt(alphabet.length()))))
			.collect(Collectors.joining());
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static double entropy(String text) {
		return text.chars()
			.boxed()
			.collect(Collectors.groupingBy((character) -> character, Collectors.counting()))
			.values()
			.stream()
			.mapToDouble((count) -> -(double) count / text.length() * Math.log((double) count / text.length()))
			.sum() / Math.log(2);
	}

	/**
	 * A token format of the catalogue.
	 */
	record TokenFormat(String id, Choice alternative, double entropy) {
	}

}
