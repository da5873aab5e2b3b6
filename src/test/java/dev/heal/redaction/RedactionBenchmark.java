package dev.heal.redaction;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Prints how many megabytes a second of its time one core redacts, of ordinary logs and
 * of hostile ones: the median of several rounds. Inputs repeat, so that a rule that looks
 * back or ahead further than it should shows.
 */
final class RedactionBenchmark {

	private static final int LEAST_ROUNDS = 3;

	private static final long ENOUGH_NANOS = 500_000_000;

	private static final int SIZE = 4 * 1024 * 1024;

	private static final int NOISE = 1024 * 1024;

	private RedactionBenchmark() {
	}

	static void main(String[] args) throws IOException {
		Redactor redactor = Redactor.ephemeral();
		Map<String, String> inputs = inputs();
		for (String input : List.of("text log", "JSON log", "access log")) {
			median(redactor, bytes(inputs.get(input)));
		}
		for (Map.Entry<String, String> input : inputs.entrySet()) {
			if (args.length == 0 || input.getKey().contains(args[0])) {
				System.out.printf("%-36s %6.1f MB/s%n", input.getKey(), median(redactor, bytes(input.getValue())));
			}
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static Map<String, String> inputs() {
		Map<String, String> inputs = new LinkedHashMap<>();
		inputs.put("text log",
				"2026-11-22T07:30:26.326Z  INFO 1 --- [nio-8080-exec-3] d.h.orders.web.OrderController           : Order 4711 of customer 815 accepted in 12 ms\n"
						+ "\tat org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:885)\n");
		inputs.put("JSON log",
				"{\"level\":30,\"time\":1795334353841,\"pid\":1,\"hostname\":\"api-7d9f-x2k\",\"msg\":\"request completed\",\"req\":{\"method\":\"GET\",\"url\":\"/v1/items?page=2\"},\"ms\":12}\n");
		inputs.put("access log",
				"10.0.0.7 - - [22/Nov/2026:07:30:26 +0000] \"GET /a%20b/c%2Fd?x=1&page=2 HTTP/1.1\" 200 512 \"https://shop.example.com/\" \"Mozilla/5.0\"\n");
		inputs.put("letters and digits", noise("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"));
		inputs.put("base64", base64());
		inputs.put("base64 in lines", base64().replaceAll("(.{76})", "$1\n"));
		inputs.put("every byte", noise(everyByte()));
		for (String unit : hostile()) {
			inputs.put("hostile " + ((unit.length() > 24) ? unit.substring(0, 24) + '…' : unit).replace("\n", "\\n")
				.replace("\u001b", "\\e"), unit);
		}
		return inputs;
	}

	private static String[] hostile() {
		return new String[] { "password=", "password=password", "\"password\":\"", "password: \n", "passwordpassword",
				"token ", "token is ", "secret,", "eyJ", "-eyJ", "eyJabcdefghij.", "eyJabcdefghij.eyJ", "-----BEGIN ",
				"-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "PRIVATE KEY", "://", "a://b:c", "://a:b@",
				"https://user:", "\"", "'", "\\", "\\\"", "\\\\\\\"", "[", "{\"a\":", "{\"data\":{\"kind\":\"Secret\",",
				"kind: Secret\n", "kind: Secret\ndata:\n  a: b\n", "\"name\":\"DB_PASSWORD\",\"value\":",
				"\"value\":\"a\",\"name\":\"X_TOKEN\",", "authorization: ", "authorization=bearer ", "cookie: ",
				"cookie: a=b; ", "set-cookie: {", "bearer ", " -p", " -u a:", "mysql -pabc ", "identified by ", "%2F",
				"%3D%3D", "\\u003d", "a\\/", "Z2hw", "cGFzc3dvcmQ9", "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t", "ghp_",
				"sk-", "AKIA", "xoxb-", "glpat-", "hvs.", "SG.", ".atlasv1.", "+ACR", "1234567890:A", "Q~", "M.......",
				"-us1", "T3BlbkFJ", "AGE-SECRET-KEY-1", "dp.pt.", "tskey-a-", "sig=", "&sig=", "X-Amz-Signature=",
				"hooks.slack.com/services/", "acmeKEY", "acme ACCESS ", "acme-SECRET-", "KEY KEY ", "acme_live_",
				"token ?= ", "api/webhooks/", "\"auth\":\"", "[REDACTED:", "[REDACTED:token:abcdef]", "\u001b[31m",
				"password\u001b[0m", "x-api-key", "<value>", "key=", "_KEY", " password ", "login a password ", "key ",
				"key key key", "key=key=", "key:", "key-", "key.", "\"key\":\"", "api_key ", "_pat", "-pat-",
				"passphrase ", "credential: ", "crumb=", "masterauth ", "SECRET SECRET=", "token:token:", "stripe ",
				"stripe-", "stripe_", "stripe-key-", "stripe_key_", "stripe.key.", "stripekey", "stripe key ",
				"stripe api ", "stripe-api-", "stripe_api=", "STRIPE_SECRET ", "stripe SECRET x ", "stripe:\"",
				"stripe/twilio/", "stripe-twilio_key ", "stripe key live token ", "stripe api  :  ", "stripe=stripe=",
				"stripe_key = a1b2c3d4e5f6g7h8", "stripe-key-a1b2c3d4e5f6g7h8-", "\"stripe\":{\"key\":\"",
				"stripe." + "key".repeat(100) + ' ', "stripe " + "a1".repeat(300) + ' ',
				"stripe key " + "a1".repeat(300) + ',', "mailgun", "gho_", "github_pat_", "sk_live_", "sk-ant-api03-",
				"npm_", "pypi-AgE", "xapp-1-", "AIza", "ya29.", "1//0", "da2-", "t1.", "bot1234567890:AA", "$2b$",
				"$2b$10$abcdefghijklmnopqrstuv", "$6$", "$argon2id$v=19$", "{SSHA}", "{SSHA}abcdefgh", "{bcrypt}$2a$",
				"user:$apr1$", "userPassword:: ", "AUTH PLAIN ", "jsessionid=", "jsessionid", ":5432:", "a:5432:a:",
				"create user ", "grant ", "grant identified by ", "curl ", "curl -b ", "sqlcmd ", "new pdo('a','b',",
				".auth('a',", "PuTTY-User-Key-File-2: ", "Private-Lines: 9\n", "\"kty\":\"RSA\",", "\"d\":\"",
				"AccountKey=", "-----BEGIN RSA", "-----BEGIN", "-----", "eyJhbGciOiJIUzI1NiJ9.",
				"eyJhbGciOiJIUzI1NiJ9.eyJ", "Bearer eyJ", "Basic ", "c3RyaXBlX2tleT0", "{\"auths\":{", "{{{{", "[[[[",
				"((((", "\"\"\"\"", "\\\"key\\\":", "\\n", "\\u001b[", "&quot;", "%22", "%2F%2B", "::::", "====",
				"____", "....", "a.a.a.", "0123456789abcdef", "deadbeef-", "a1b2-", "\t", " \t ", "\r\n", "\u200b",
				"key\u200b", "ghp_\u200b", "a\u200b", "\u001b[0m\u001b[1m", "key\u001b[1m", "a\u001b[1m", "\u001b[",
				"key" + " ".repeat(2000), "stripe" + " ".repeat(2000), "stripe" + "-".repeat(2000),
				"password=" + " ".repeat(2000), "key" + "\"".repeat(2000), "key: " + "a".repeat(15000) + ' ', "\n", " ",
				".", "=", "-", "a", "0", "password " + "a".repeat(2000) + ' ', "password=\"" + "\\".repeat(2000),
				"token=" + "/a".repeat(2000) };
	}

	private static String noise(String alphabet) {
		return new Random(1).ints(NOISE, 0, alphabet.length())
			.mapToObj((index) -> String.valueOf(alphabet.charAt(index)))
			.collect(Collectors.joining());
	}

	private static String base64() {
		byte[] bytes = new byte[NOISE];
		new Random(1).nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static String everyByte() {
		StringBuilder bytes = new StringBuilder();
		for (char value = 0; value < 256; value++) {
			bytes.append(value);
		}
		return bytes.toString();
	}

	private static double median(Redactor redactor, byte[] unit) throws IOException {
		byte[] input = new byte[SIZE];
		for (int i = 0; i < SIZE; i++) {
			input[i] = unit[i % unit.length];
		}
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		List<Double> rates = new ArrayList<>();
		long begin = threads.getCurrentThreadCpuTime();
		while (rates.size() < LEAST_ROUNDS || threads.getCurrentThreadCpuTime() - begin < ENOUGH_NANOS) {
			long start = threads.getCurrentThreadCpuTime();
			try (RedactingOutputStream stream = redactor.open(OutputStream.nullOutputStream())) {
				stream.write(input, 0, input.length);
			}
			rates.add(SIZE * 1e3 / (threads.getCurrentThreadCpuTime() - start));
		}
		Collections.sort(rates);
		return rates.get(rates.size() / 2);
	}

}
