package dev.heal.redaction;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints how many megabytes a second one core redacts, the median of several rounds.
 */
final class RedactionBenchmark {

	private static final int ROUNDS = 9;

	private static final int SIZE = 32 * 1024 * 1024;

	private RedactionBenchmark() {
	}

	static void main(String[] args) throws IOException {
		Redactor redactor = Redactor.ephemeral();
		for (Map.Entry<String, String> input : inputs().entrySet()) {
			byte[] unit = input.getValue().getBytes(StandardCharsets.UTF_8);
			System.out.printf("%-28s %6.0f MB/s%n", input.getKey(), median(redactor, unit));
		}
	}

	private static Map<String, String> inputs() {
		Map<String, String> inputs = new LinkedHashMap<>();
		inputs.put("text log",
				"2026-11-22T07:30:26.326Z  INFO 1 --- [nio-8080-exec-3] d.h.orders.web.OrderController           : Order 4711 of customer 815 accepted in 12 ms\n"
						+ "\tat org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:885)\n");
		inputs.put("JSON log",
				"{\"level\":30,\"time\":1795334353841,\"pid\":1,\"hostname\":\"api-7d9f-x2k\",\"msg\":\"request completed\",\"req\":{\"method\":\"GET\",\"url\":\"/v1/items?page=2\"},\"ms\":12}\n");
		inputs.put("hostile password=password=", "password=".repeat(100_000));
		inputs.put("hostile eyJeyJ", "eyJ".repeat(100_000));
		inputs.put("hostile -eyJ-eyJ", "-eyJ".repeat(100_000));
		inputs.put("hostile password=/a/", "password=/a/".repeat(100_000));
		inputs.put("hostile ://a:b@", "://a:b@".repeat(100_000));
		return inputs;
	}

	private static double median(Redactor redactor, byte[] unit) throws IOException {
		byte[] input = new byte[SIZE];
		for (int i = 0; i < SIZE; i++) {
			input[i] = unit[i % unit.length];
		}
		double[] rates = new double[ROUNDS];
		for (int round = 0; round < ROUNDS; round++) {
			long start = System.nanoTime();
			try (RedactingOutputStream stream = redactor.open(OutputStream.nullOutputStream())) {
				stream.write(input, 0, input.length);
			}
			rates[round] = SIZE * 1e3 / (System.nanoTime() - start);
		}
		Arrays.sort(rates);
		return rates[ROUNDS / 2];
	}

}
