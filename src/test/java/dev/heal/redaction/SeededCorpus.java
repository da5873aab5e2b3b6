package dev.heal.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.heal.redaction.PatternSampler.Length;
import dev.heal.redaction.SecretSampler.TokenFormat;

/**
 * Texts that hold secrets at known places, and traps that look as if they did. Drawn from
 * files of carriers and traps; the same seed gives the same corpus.
 * <p>
 * A carrier opens with a line {@code # name | kinds | encoding | flags} and holds slots
 * {@code ⟦kind⟧}. {@code ⟦secret⟧} takes each of the carrier's kinds in turn, other kinds
 * of secrets are drawn by name ({@code ⟦word#2⟧} for a second one), all other slots are
 * fillers that must stay.
 */
final class SeededCorpus {

	private static final int SAMPLES = 8;

	private static final Pattern SLOT = Pattern.compile("⟦([^⟧]+)⟧");

	private static final Map<String, List<String>> GROUPS = Map.of("any",
			List.of("word", "lower", "symbols", "hexkey", "base64key", "uuidkey", "phrase"), "quoted",
			List.of("word", "lower", "symbols", "hexkey", "base64key", "uuidkey", "phrase", "spaced"), "people",
			List.of("human", "leading", "letters", "CAPS", "word", "symbols"));

	private static final Set<String> SECRETS = Set.of("secret", "word", "lower", "symbols", "short", "spaced", "tricky",
			"userpass", "rawat", "plain", "hexkey", "base64key", "uuidkey", "phrase", "basic", "base64text",
			"legacyvault", "human", "leading", "letters", "CAPS", "long", "bootstrap", "signature", "sas", "pem",
			"pemline", "pemescaped", "pemindented", "pemcrlf", "pemescapedcrlf", "pemescapedtwice", "pemprefixed",
			"pemstamped", "pemcut", "pemheaders", "pgp", "pem64", "punct", "digitkey", "slackhook", "discordhook",
			"officehook", "zapierhook");

	private final SecretSampler sampler;

	private final String batch;

	private final List<TokenFormat> formats = SecretSampler.tokenFormats();

	SeededCorpus(String batch, long seed) {
		this.batch = batch;
		this.sampler = new SecretSampler(new Random(seed));
	}

	List<Case> cases() {
		return carriers().stream().flatMap((carrier) -> cases(carrier).stream()).toList();
	}

	private List<Carrier> carriers() {
		String text = SecretSampler.resource("corpus/carriers-" + this.batch + ".txt");
		return Arrays.stream(text.split("(?m)^# (?=[\\w-]+ \\|)"))
			.filter((block) -> block.contains("|"))
			.map(Carrier::parse)
			.toList();
	}

	/**
	 * Returns the traps: each a text that must stay as it is.
	 */
	List<String> traps() {
		String text = SecretSampler.resource("corpus/traps-" + this.batch + ".txt");
		return Arrays.stream(text.split("\n(?=\\S)"))
			.filter((trap) -> !trap.startsWith("## "))
			.map((trap) -> SLOT.matcher(trap + "\n").replaceAll((slot) -> quoted(this.sampler.draw(slot.group(1)))))
			.toList();
	}

	private List<Case> cases(Carrier carrier) {
		List<Case> cases = new ArrayList<>();
		for (String kind : carrier.kinds()) {
			if (kind.equals("token")) {
				for (TokenFormat format : this.formats) {
					for (Length length : Length.values()) {
						cases.add(fill(carrier, format.id(), this.sampler.token(format, length)));
					}
				}
			}
			else {
				for (String member : GROUPS.getOrDefault(kind, List.of(kind))) {
					for (int i = 0; i < SAMPLES; i++) {
						cases.add(fill(carrier, member, this.sampler.draw(member)));
					}
				}
			}
		}
		return cases;
	}

	private Case fill(Carrier carrier, String kind, String secret) {
		Map<String, String> drawn = new HashMap<>(Map.of("secret", secret));
		StringBuilder text = new StringBuilder();
		StringBuilder expected = new StringBuilder();
		List<String> secrets = new ArrayList<>();
		int end = 0;
		Matcher matcher = SLOT.matcher(carrier.template());
		for (MatchResult slot : matcher.results().toList()) {
			String literal = carrier.template().substring(end, slot.start());
			String name = slot.group(1).split("#")[0];
			String value = drawn.computeIfAbsent(slot.group(1), (_) -> this.sampler.draw(name));
			text.append(literal);
			expected.append(Pattern.quote(literal));
			if (SECRETS.contains(name)) {
				String encoded = encode(carrier.encoding(), value);
				text.append(encoded);
				secrets.add(encoded);
				expected.append(expected(carrier, encoded));
			}
			else {
				text.append(value);
				expected.append(Pattern.quote(value));
			}
			end = slot.end();
		}
		text.append(carrier.template().substring(end));
		expected.append(Pattern.quote(carrier.template().substring(end)));
		return new Case(carrier, kind, text.toString(), Pattern.compile(expected.toString()), secrets);
	}

	private static String expected(Carrier carrier, String secret) {
		String placeholder = "\\[REDACTED:([a-z0-9-]+):[0-9a-f]{6}\\]";
		if (secret.startsWith("-----BEGIN")) {
			return "(?:-----BEGIN[A-Z ]+-----(?:\\s|\\\\n)*)?" + placeholder
					+ "(?:(?:\\s|\\\\n)*-----END[A-Z ]+-----)?";
		}
		if (carrier.flags().contains("quotes")) {
			return "\"" + placeholder + "\"";
		}
		return carrier.flags().contains("loose") ? "[^\\s\"]*" + placeholder + "[^\\s\"]*" : placeholder;
	}

	private static String encode(String encoding, String value) {
		return switch (encoding) {
			case "none" -> value;
			case "json" -> json(value);
			case "json2" -> json(json(value));
			case "json3" -> json(json(json(value)));
			case "gojson" -> json(value).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
			case "jsonslash" -> json(value).replace("/", "\\/");
			case "unicode" -> json(value).replace("=", "\\u003d").replace("+", "\\u002b").replace("/", "\\u002f");
			case "url" -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
			case "percent" -> percent(value);
			case "xml" -> value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
			case "single" -> value.replace("'", "''");
			case "base64" -> base64(value);
			case "base64nl" -> base64(value + '\n');
			case "base64line" -> base64("export DB_PASSWORD=" + value + '\n');
			case "base64json" -> base64("{\"user\":\"orders\",\"token\":\"" + value + "\"}");
			case "base64docker" -> base64("{\"auths\":{\"r.example.com\":{\"auth\":\"" + value + "\"}}}");
			case "base64dsn" -> base64("postgres://orders:" + value + "@db/shop");
			case "base64url" -> base64("id=1 " + value).replace('+', '-').replace('/', '_').replace("=", "");
			default -> throw new IllegalArgumentException("There is no encoding " + encoding);
		};
	}

	private static String json(String value) {
		return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
	}

	private static String percent(String value) {
		return value.chars()
			.mapToObj((character) -> Character.isLetterOrDigit(character) ? String.valueOf((char) character)
					: "%%%02X".formatted(character))
			.collect(Collectors.joining());
	}

	private static String base64(String value) {
		return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
	}

	private static String quoted(String value) {
		return Matcher.quoteReplacement(value);
	}

	/**
	 * A text with secrets, and what must become of it.
	 */
	record Case(Carrier carrier, String kind, String text, Pattern expected, List<String> secrets) {
	}

	/**
	 * A template of a text that carries secrets.
	 */
	record Carrier(String name, List<String> kinds, String encoding, Set<String> flags, String template) {

		static Carrier parse(String block) {
			int end = block.indexOf('\n');
			String[] header = block.substring(0, end).split("\\|");
			Set<String> flags = (header.length < 4) ? Set.of() : Set.of(header[3].trim().split(","));
			String body = block.substring(end + 1);
			return new Carrier(header[0].trim(), Arrays.asList(header[1].trim().split(",")), header[2].trim(), flags,
					flags.contains("unended") ? body.stripTrailing() : body);
		}

	}

}
