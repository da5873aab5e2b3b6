package dev.heal.alert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Webhooks of 32 MB that nobody but an attacker sends. The main method reads one after
 * the other, to be run with little memory.
 */
enum HostileWebhooks {

	ALERTS("{'alerts':[", (_) -> "{},", "{}]}"),

	LISTS("{'new':[", (_) -> "[],", "[]],'alerts':[{}]}"),

	NAMES("{'new':{", "'n%d':0,"::formatted, "'':0},'alerts':[{}]}"),

	LISTS_IN_AN_ALERT("{'alerts':[{'new':[", (_) -> "[],", "[]]}]}"),

	LISTS_AS_ALERTS("{'alerts':{'new':[", (_) -> "[],", "[]]}}"),

	DEPTH("{'new':", (_) -> "[", ""),

	LABELS("{'alerts':[{'labels':{", "'n%d':'',"::formatted, "'':''}},{}]}"),

	GROUP_LABELS("{'groupLabels':{", "'n%d':'',"::formatted, "'':''},'alerts':[]}"),

	ALERTS_WITH_MANY_LABELS("{'alerts':[", (_) -> "{'labels':{%s'':''}},".formatted(ofLabels()), "{}]}"),

	TEXT("{'new':'", (_) -> "xxxxxxxxxxxxxxxx", "','alerts':[{}]}"),

	ANNOTATION("{'alerts':[{'annotations':{'summary':'", (_) -> "xxxxxxxxxxxxxxxx", "'}}]}"),

	LABEL("{'alerts':[{'labels':{'pod':'", (_) -> "xxxxxxxxxxxxxxxx", "'}}]}"),

	NAME("{'alerts':[{'labels':{'", (_) -> "xxxxxxxxxxxxxxxx", "':''}}]}"),

	NUMBER("{'new':1", (_) -> "0000000000000000", ",'alerts':[{}]}"),

	SPACE("{", (_) -> "                ", "'alerts':[{}]}");

	private static final int SIZE = 32 << 20;

	private final String head;

	private final IntFunction<String> part;

	private final String tail;

	HostileWebhooks(String head, IntFunction<String> part, String tail) {
		this.head = head;
		this.part = part;
		this.tail = tail;
	}

	private static String ofLabels() {
		StringBuilder labels = new StringBuilder();
		for (int i = 0; i < 200; i++) {
			labels.append("'").append(i).append("':'',");
		}
		return labels.toString();
	}

	InputStream body() {
		return new Parts();
	}

	public static void main(String... args) {
		WebhookReader reader = new WebhookReader(new AlertProperties(Map.of(), List.of(), List.of("pod"),
				List.of("namespace"), List.of("container"), List.of("task_id"), List.of()), new WebhookLimits(20_000),
				Clock.systemUTC());
		for (HostileWebhooks webhook : values()) {
			System.out.println(webhook + " " + read(reader, webhook.body()));
		}
	}

	private static String read(WebhookReader reader, InputStream body) {
		try {
			return String.valueOf(reader.read(body).entries().size());
		}
		catch (WebhookTooLargeException | MalformedWebhookException ex) {
			return ex.getClass().getSimpleName();
		}
	}

	/**
	 * Makes the body while it is read.
	 */
	private final class Parts extends InputStream {

		private byte[] current = bytes(HostileWebhooks.this.head);

		private int position;

		private int count;

		private int length;

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0];
		}

		@Override
		public int read(byte[] buffer, int offset, int size) {
			while (this.position == this.current.length) {
				if (this.length < 0) {
					return -1;
				}
				next();
			}
			int read = Math.min(size, this.current.length - this.position);
			System.arraycopy(this.current, this.position, buffer, offset, read);
			this.position += read;
			return read;
		}

		private void next() {
			this.length += this.current.length;
			this.position = 0;
			if (this.length < SIZE) {
				this.current = bytes(HostileWebhooks.this.part.apply(this.count++));
			}
			else {
				this.current = bytes(HostileWebhooks.this.tail);
				this.length = Integer.MIN_VALUE;
			}
		}

		private static byte[] bytes(String text) {
			return text.replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
		}

	}

}
