package dev.heal.redaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Redactor}.
 */
class RedactorTests {

	private static final String TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";

	private final Redactor redactor = Redactor.withKey(new byte[32]);

	@ParameterizedTest
	@MethodSource("secrets")
	void secretIsTakenOut(String text) {
		assertThat(this.redactor.redact(text)).contains(Placeholders.PREFIX);
	}

	@ParameterizedTest
	@MethodSource("traps")
	void harmlessTextStays(String text) {
		assertThat(this.redactor.redact(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void redactedTextStays(String text) {
		String redacted = this.redactor.redact(text);
		assertThat(this.redactor.redact(redacted)).isEqualTo(redacted);
	}

	@Test
	void tokenKeepsItsPlaceholderWhereverItStands() {
		String placeholder = this.redactor.redact(TOKEN);
		assertThat(placeholder).matches("\\[REDACTED:github-token:[0-9a-f]{6}]");
		assertThat(this.redactor.redact("password=" + TOKEN + ";")).isEqualTo("password=" + placeholder + ";");
		assertThat(this.redactor.redact("a\\n" + TOKEN)).isEqualTo("a\\n" + placeholder);
		assertThat(this.redactor.redact("\u001b[1;31m" + TOKEN + "\u001b[0m"))
			.isEqualTo("\u001b[1;31m" + placeholder + "\u001b[0m");
	}

	@Test
	@Timeout(120)
	void coloursWithoutEndAreSkippedOnce() {
		String colours = "\u001b[31m".repeat(400_000);
		assertThat(this.redactor.redact(colours + "password" + colours)).isEqualTo(colours + "password" + colours);
	}

	@ParameterizedTest
	@ValueSource(strings = { "key=", "using key=", "acmeKEY-", "AGE-SECRET-KEY-1", "secret-", "acme_live_" })
	@Timeout(120)
	void keysWithoutEndAreReadOnce(String beginning) {
		String text = beginning.repeat(8_000_000 / beginning.length());
		assertThat(this.redactor.redact(text)).hasSizeGreaterThan(1_000_000);
	}

	@Test
	void tokenGoesWithWhatDoesNotShowWithinIt() {
		for (String invisible : List.of("\u200b", "\u2060", "\ufeff", "\u001b[1m", "\u001b[0m\u001b[32m")) {
			String split = TOKEN.substring(0, 12) + invisible + TOKEN.substring(12);
			assertThat(this.redactor.redact("a " + split + " b")).matches("a \\[REDACTED:github-token:\\w{6}] b");
		}
	}

	@Test
	void publicMembersOfAKeyStay() {
		String key = "{\"kty\":\"EC\",\"x\":\"" + "aB3-".repeat(11) + "\",\"d\":\"" + "zY9_".repeat(11) + "\"}";
		assertThat(this.redactor.redact(key))
			.matches("\\{\"kty\":\"EC\",\"x\":\"(aB3-){11}\",\"d\":\"\\[REDACTED:jwk:\\w{6}]\"}");
	}

	@Test
	void sameSecretHasAnotherPlaceholderUnderAnotherKey() {
		assertThat(Redactor.ephemeral().redact(TOKEN)).isNotEqualTo(Redactor.ephemeral().redact(TOKEN));
	}

	@Test
	void privateKeyGoesAsAWhole() {
		String key = "-----" + "BEGIN RSA PRIVATE KEY-----\n" + "MIIEowIBAAKCAQEA7bq0abcd\n".repeat(20) + "-----"
				+ "END RSA PRIVATE KEY-----";
		assertThat(this.redactor.redact("a\n" + key + "\nb")).matches("a\n\\[REDACTED:pem-private-key:\\w{6}]\nb");
		assertThat(this.redactor.redact("{\"k\":\"" + key.replace("\n", "\\n") + "\"}"))
			.matches("\\{\"k\":\"\\[REDACTED:pem-private-key:\\w{6}]\"}");
		assertThat(this.redactor.redact(key.substring(60) + "\nb")).matches("\\[REDACTED:pem-private-key:\\w{6}]\nb");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\" +\n    \"", "\\n' \\\n  '", "\" .\n\"" })
	void privateKeyInAProgramGoesAsAWhole(String joint) {
		String key = String.join(joint, "-----" + "BEGIN RSA PRIVATE KEY-----", "MIIEowIBAAKCAQEA7bq0abcdefgh",
				"Qm9iIHdhcyBoZXJlIGFuZCBsZWZ0", "-----" + "END RSA PRIVATE KEY-----");
		String mark = joint.strip().substring(joint.strip().length() - 1);
		assertThat(this.redactor.redact("key = " + mark + key + mark + ";\n"))
			.matches("key = " + mark + "\\[REDACTED:pem-private-key:\\w{6}]" + mark + ";\n");
	}

	@Test
	void cutPrivateKeyEndsAtItsString() {
		String key = "-----" + "BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEF";
		assertThat(this.redactor.redact("{\"key\":\"" + key + "\",\"other\":\"abcdefghijklmnopqrst\"}"))
			.endsWith("\",\"other\":\"abcdefghijklmnopqrst\"}");
	}

	@Test
	void resultDoesNotDependOnHowBytesCome() throws IOException {
		Random random = new Random(42);
		byte[] text = mixedText(random);
		byte[] whole = redactInParts(text, random, text.length);
		assertThat(redactInParts(text, random, 1)).isEqualTo(whole);
		assertThat(redactInParts(text, random, 70_000)).isEqualTo(whole);
		assertThat(new String(whole, StandardCharsets.ISO_8859_1)).doesNotContain(TOKEN);
	}

	@Test
	void bytesThatAreNoTextStay() {
		byte[] bytes = new byte[300_000];
		new Random(1).nextBytes(bytes);
		assertThat(this.redactor.redact(bytes)).isEqualTo(bytes);
	}

	@Test
	void switchedOffNothingIsTakenOut() throws IOException {
		Redactor off = new Redactor(new RedactionProperties(false, List.of()), RedactionKey.random());
		assertThat(off.redact(TOKEN)).isEqualTo(TOKEN);
	}

	@Test
	void configuredRuleTakesItsGroupOut() {
		RedactionProperties.Rule rule = new RedactionProperties.Rule("ticket", "ticket (\\d{4})", List.of());
		Redactor configured = new Redactor(new RedactionProperties(true, List.of(rule)), RedactionKey.random());
		assertThat(configured.redact("a ticket 1234 b")).matches("a ticket \\[REDACTED:ticket:\\w{6}] b");
	}

	@Test
	void configuredRuleThatIsNoExpressionIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RedactionProperties.Rule("ticket", "(", List.of()))
			.withMessageContaining("the pattern of 'ticket' is not an RE2 expression")
			.withNoCause();
	}

	@Test
	void configuredRuleSpeaksOfWhatItLacks() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RedactionProperties.Rule("", "x", List.of()))
			.withMessageContaining("must have an id");
		assertThatIllegalArgumentException().isThrownBy(() -> new RedactionProperties.Rule("ticket", "", List.of()))
			.withMessageContaining("'ticket' must have a pattern");
	}

	@Test
	void configuredRuleFindsWhatIsNearItsKeyword() {
		RedactionProperties.Rule rule = new RedactionProperties.Rule("badge", "B-\\d{6}", List.of("badge"));
		Redactor configured = new Redactor(new RedactionProperties(true, List.of(rule)), RedactionKey.random());
		assertThat(configured.redact("Badge no. B-123456\nB-654321"))
			.matches("Badge no. \\[REDACTED:badge:\\w{6}]\nB-654321");
	}

	@Test
	void secretsInALineWithoutEndAreTakenOut() {
		String text = ("x ".repeat(25_000) + TOKEN + " password=hunter2x").repeat(20);
		assertThat(this.redactor.redact(text)).hasSizeGreaterThan(1_000_000).doesNotContain(TOKEN, "hunter2x");
	}

	@Test
	void longSecretGoesAsAWhole() {
		String secret = "aB3".repeat(5_000);
		assertThat(this.redactor.redact("{\"token\":\"" + secret + "\"}")).hasSizeLessThan(60);
		assertThat(this.redactor.redact("Authorization: Bearer " + secret + "\n")).hasSizeLessThan(60);
	}

	private static byte[] mixedText(Random random) {
		StringBuilder text = new StringBuilder();
		List<String> lines = Stream.concat(secrets(), traps()).toList();
		while (text.length() < 600_000) {
			text.append("x".repeat(random.nextInt(300))).append(' ').append(TOKEN).append('\n');
			text.append(lines.get(random.nextInt(lines.size()))).append('\n');
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private byte[] redactInParts(byte[] text, Random random, int largest) throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		try (RedactingOutputStream stream = this.redactor.open(target)) {
			int position = 0;
			while (position < text.length) {
				int length = Math.min(text.length - position, 1 + random.nextInt(largest));
				stream.write(text, position, length);
				position += length;
			}
		}
		return target.toByteArray();
	}

	static Stream<String> secrets() {
		return lines("secrets.txt");
	}

	static Stream<String> traps() {
		return lines("traps.txt");
	}

	private static Stream<String> lines(String resource) {
		try (InputStream stream = Objects.requireNonNull(RedactorTests.class.getResourceAsStream(resource))) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> line.replace('\u240a', '\n'));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void kindBehindOneBlankIsRead() {
		String text = "a: b\n kind: Secret\n";
		assertThat(Redactor.ephemeral().redact(text)).isEqualTo(text);
	}

}
