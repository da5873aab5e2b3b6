package dev.heal.analysis.log;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures how fast logs are analysed: an ordinary one and hostile ones, each of the size
 * given in megabytes (100 unless said). Prints megabytes a second of processor time, so
 * that what else the machine does makes no difference.
 */
public final class LogSpeed {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final String ACCESS = "2026-11-22T07:41:00.123Z  INFO 1 --- [nio-8080-exec-1] com.acme.Access : GET /v1/orders/17 200 35ms\n";

	private LogSpeed() {
	}

	/**
	 * Measures.
	 * @param args the size in megabytes
	 * @throws IOException never
	 */
	public static void main(String[] args) throws IOException {
		int size = ((args.length > 0) ? Integer.parseInt(args[0]) : 100) * 1024 * 1024;
		measure("warm-up",
				ACCESS + "Traceback (most recent call last):\n  File \"/app/x.py\", line 1, in f\nKeyError: 'x'\n",
				size / 4);
		for (Map.Entry<String, String> input : inputs().entrySet()) {
			measure(input.getKey(), input.getValue(), size);
		}
	}

	private static Map<String, String> inputs() {
		Map<String, String> inputs = new LinkedHashMap<>();
		inputs.put("ordinary", ACCESS);
		inputs.put("causes without end", "Caused by: java.lang.IllegalStateException: again and again\n");
		inputs.put("frames without end", "\tat com.acme.Deep.down(Deep.java:7) ~[classes/:na]\n");
		inputs.put("panics", "panic: runtime error: index out of range [8] with length 8\n");
		inputs.put("tracebacks", "Traceback (most recent call last):\n");
		inputs.put("one gigantic line", "Exception: ");
		inputs.put("lines of 100 kB", "ERROR " + "error: ".repeat(14_000) + "\n");
		inputs.put("nested JSON", "{\"level\":\"error\",\"msg\":" + "[".repeat(400) + "]".repeat(400) + "}\n");
		inputs.put("JSON with traces", "{\"level\":\"error\",\"msg\":\"failed\",\"stack_trace\":\""
				+ "java.lang.Error: x\\n\\tat a.B.c(B.java:1)".repeat(40) + "\"}\n");
		inputs.put("colours", "\u001b[31mERROR\u001b[0m \u001b[1;2;3;4mfailed\u001b[0m: no such file\n");
		inputs.put("empty lines", "\n");
		inputs.put("broken bytes",
				"ERROR \u0000\ufffd\u00ff connection refused aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n");
		return inputs;
	}

	private static void measure(String name, String unit, int size) throws IOException {
		byte[] bytes = unit.getBytes(StandardCharsets.UTF_8);
		long start = THREADS.getCurrentThreadCpuTime();
		new LogAnalyzer().analyze(new LogSection("current.log", null, 1, new Repeated(bytes, size)));
		double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
		System.out.printf("%-22s %7.0f MB/s%n", name, size / seconds / (1024 * 1024));
	}

	/**
	 * The same bytes again and again.
	 */
	private static final class Repeated extends InputStream {

		private final byte[] block;

		private long left;

		private int at;

		Repeated(byte[] bytes, long size) {
			int times = Math.max(1, (1 << 20) / bytes.length);
			this.block = new String(bytes, StandardCharsets.ISO_8859_1).repeat(times)
				.getBytes(StandardCharsets.ISO_8859_1);
			this.left = size;
		}

		@Override
		public int read() {
			throw new UnsupportedOperationException("read(byte[], int, int)");
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			int count = (int) Math.min(Math.min(length, this.left), this.block.length - this.at);
			if (count <= 0) {
				return -1;
			}
			System.arraycopy(this.block, this.at, target, offset, count);
			this.at = (this.at + count) % this.block.length;
			this.left -= count;
			return count;
		}

	}

}
