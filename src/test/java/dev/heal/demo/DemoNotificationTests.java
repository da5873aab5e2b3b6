package dev.heal.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that people are told of the failures of the demo.
 */
@HealTest
@DirtiesContext
class DemoNotificationTests {

	private static final List<JsonNode> TOLD = new CopyOnWriteArrayList<>();

	private static HttpServer server;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			TOLD.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		properties.add("heal.watch.enabled", () -> true);
		properties.add("heal.notifications.base-url", () -> "https://heal.example.com/");
		properties.add("heal.notifications.targets[0].name", () -> "team");
		properties.add("heal.notifications.targets[0].url",
				() -> "http://localhost:" + server.getAddress().getPort() + "/");
	}

	@AfterAll
	static void stop() {
		server.stop(0);
	}

	@Test
	void eachFailureIsToldOnceWithItsPage() {
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> TOLD.size() >= 5);
		assertThat(TOLD).extracting((notice) -> notice.path("key").asString()).doesNotHaveDuplicates();
		assertThat(TOLD).extracting((notice) -> notice.path("event").asString())
			.allMatch((event) -> List.of("report-ready", "remediation-started").contains(event));
		assertThat(TOLD).allSatisfy((notice) -> {
			assertThat(notice.path("summary").asString()).isNotBlank();
			assertThat(notice.path("link").asString()).startsWith("https://heal.example.com/failures/");
		});
	}

}
