package dev.heal.limits;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PromptProtocol}, at both ports of a running Heal.
 */
@HealTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "server.tomcat.connection-timeout=2s",
				"server.tomcat.keep-alive-timeout=1h", "server.tomcat.max-connections=20" })
class PromptProtocolTests {

	private static final String CALL = "GET /nope HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private final List<Socket> sockets = new ArrayList<>();

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@AfterEach
	void close() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	@Test
	void headThatArrivesByteByByteEnds() throws IOException {
		assertHeadEnds(connect(this.port), "");
		assertHeadEnds(connect(this.managementPort), "");
	}

	@Test
	void headAfterAnotherRequestEnds() throws IOException {
		Socket socket = connect(this.port);
		call(socket);
		assertHeadEnds(socket, "GET ");
	}

	@Test
	void connectionsWithoutRequestsMakeRoomForOthers() throws IOException {
		for (int at : new int[] { this.port, this.managementPort }) {
			for (int i = 0; i < 50; i++) {
				call(connect(at));
			}
		}
	}

	@Test
	void connectionThatIsServedStays() throws IOException {
		Socket served = connect(this.port);
		send(served, "GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
		assertThat(served.getInputStream().read()).isEqualTo('H');
		for (int i = 0; i < 50; i++) {
			call(connect(this.port));
		}
		assertThat(isOpen(served)).isTrue();
	}

	private void assertHeadEnds(Socket socket, String beginning) throws IOException {
		send(socket, beginning + "G");
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> !takes(socket, 'x'));
	}

	private static void call(Socket socket) throws IOException {
		send(socket, CALL);
		byte[] answer = socket.getInputStream().readNBytes(12);
		assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 404");
	}

	private static boolean takes(Socket socket, int next) {
		try {
			socket.getOutputStream().write(next);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean isOpen(Socket socket) throws IOException {
		socket.setSoTimeout(500);
		try {
			int next = socket.getInputStream().read();
			while (next >= 0) {
				next = socket.getInputStream().read();
			}
			return false;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private Socket connect(int at) throws IOException {
		Socket socket = new Socket("127.0.0.1", at);
		this.sockets.add(socket);
		socket.setSoTimeout(60_000);
		return socket;
	}

}
