package dev.heal.redteam;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Speaks to Heal byte by byte, as no proper client would, and keeps every answer of 5xx.
 */
final class Wire {

	// overload, and what nobody could do
	private static final Set<Integer> PROPER = Set.of(501, 503, 505);

	private static final int LONGEST = 2 << 20;

	private final int port;

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	Wire(int port) {
		this.port = port;
	}

	Socket connect() throws IOException {
		return connect(this.port);
	}

	Socket connectToManagement() throws IOException {
		return connect(this.port + 1);
	}

	private static Socket connect(int port) throws IOException {
		Socket socket = new Socket();
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
		socket.setSoTimeout(60_000);
		return socket;
	}

	/**
	 * Calls with a body.
	 * @param line method and path
	 * @param token the token, empty for none
	 * @param type the body's type
	 * @param body the body
	 * @return the answer
	 * @throws IOException if there is none
	 */
	Answer put(String line, String token, String type, byte[] body) throws IOException {
		return send(head(line, token, type, "Content-Length: " + body.length), (out) -> out.write(body));
	}

	Answer put(String line, String token, String type, String body) throws IOException {
		return put(line, token, type, body.getBytes(StandardCharsets.UTF_8));
	}

	Answer call(String line, String token, String... headers) throws IOException {
		return send(head(line, token, "", headers), (_) -> {
		});
	}

	Answer stream(String line, String token, String type, HostileCluster.Body body) throws IOException {
		return send(head(line, token, type, "Transfer-Encoding: chunked"), (out) -> {
			body.write(new Chunks(out));
			out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		});
	}

	static String head(String line, String token, String type, String... headers) {
		return line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
				+ (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
				+ ((headers.length > 0) ? String.join("\r\n", headers) + "\r\n" : "") + "\r\n";
	}

	/**
	 * Sends bytes as they are to the port of the calls.
	 * @param head what comes first
	 * @param body what comes then; Heal may hang up in the middle of it
	 * @return the answer
	 * @throws IOException if no connection can be made
	 */
	Answer send(String head, HostileCluster.Body body) throws IOException {
		try (Socket socket = connect()) {
			return send(socket, head, body);
		}
	}

	Answer manage(String line, String token, String... headers) throws IOException {
		try (Socket socket = connectToManagement()) {
			return send(socket, head(line, token, "", headers), (_) -> {
			});
		}
	}

	private Answer send(Socket socket, String head, HostileCluster.Body body) throws IOException {
		Thread sender = Thread.ofVirtual().start(() -> {
			try {
				OutputStream out = socket.getOutputStream();
				out.write(head.getBytes(StandardCharsets.ISO_8859_1));
				body.write(out);
				out.flush();
			}
			catch (IOException ex) {
				// Heal has hung up, as it may
			}
		});
		Answer answer = read(socket);
		sender.interrupt();
		if (answer.status() >= 500 && !PROPER.contains(answer.status())) {
			this.failures.add(head.lines().findFirst().orElse("") + " was answered with " + answer.text());
		}
		return answer;
	}

	private static Answer read(Socket socket) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		InputStream in = socket.getInputStream();
		byte[] buffer = new byte[64 * 1024];
		try {
			for (int read = in.read(buffer); read >= 0 && all.size() < LONGEST; read = in.read(buffer)) {
				all.write(buffer, 0, read);
			}
		}
		catch (SocketTimeoutException ex) {
			return new Answer(0, "no answer in time, but " + all.toString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			// hung up without a word
		}
		return Answer.of(all.toString(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the improper answers of 5xx since the last time.
	 * @return the answers
	 */
	Queue<String> takeFailures() {
		Queue<String> taken = new ConcurrentLinkedQueue<>(this.failures);
		this.failures.clear();
		return taken;
	}

	/**
	 * What Heal said.
	 *
	 * @param status the status, 0 without an answer
	 * @param text all of it
	 */
	record Answer(int status, String text) {

		static Answer of(String text) {
			return new Answer(text.matches("(?s)HTTP/1\\.[01] \\d{3}.*") ? Integer.parseInt(text.substring(9, 12)) : 0,
					text);
		}

		String body() {
			int end = this.text.indexOf("\r\n\r\n");
			return (end < 0) ? "" : this.text.substring(end + 4);
		}

	}

	/**
	 * Sends each piece as a chunk.
	 */
	private static final class Chunks extends OutputStream {

		private final OutputStream out;

		Chunks(OutputStream out) {
			this.out = out;
		}

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int from, int length) throws IOException {
			this.out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			this.out.write(bytes, from, length);
			this.out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
		}

		@Override
		public void flush() throws IOException {
			this.out.flush();
		}

	}

}
