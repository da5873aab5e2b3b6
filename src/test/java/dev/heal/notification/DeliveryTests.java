package dev.heal.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

import dev.heal.notification.NotificationProperties.BodyType;
import dev.heal.notification.NotificationProperties.Target;
import dev.heal.notification.Receiver.Answer;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Delivery}, {@link Outbox} and {@link Receiver}.
 */
class DeliveryTests {

	private final List<String> bodies = new CopyOnWriteArrayList<>();

	private final ConcurrentLinkedQueue<Integer> codes = new ConcurrentLinkedQueue<>();

	private final CountDownLatch end = new CountDownLatch(1);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@TempDir
	private Path root;

	private HttpServer server;

	@BeforeEach
	void listen() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/hooks/s3cret", (exchange) -> {
			this.bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			Integer code = this.codes.poll();
			exchange.sendResponseHeaders((code != null) ? code : 200, -1);
			exchange.close();
		});
		this.server.createContext("/slow", (_) -> {
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.end.countDown();
		this.server.stop(0);
	}

	private Target target(String path, int perMinute, Duration timeout) throws IOException {
		Path file = this.root.resolve("url");
		Files.writeString(file, "http://localhost:%d%s%n".formatted(this.server.getAddress().getPort(), path));
		return new Target("team", BodyType.JSON, null, file, null, null,
				Set.of(NoticeEvent.REPORT_READY, NoticeEvent.RESOLVED), List.of("shop"), perMinute, timeout, null);
	}

	private Delivery delivery(Target target, Clock clock) {
		Outbox outbox = new Outbox(Workspaces.in(this.root), target.name());
		outbox.load();
		return new Delivery(target, outbox, new Receiver(target, new DefaultSslBundleRegistry()), Duration.ofHours(1),
				this.meters, clock);
	}

	private Delivery delivery() throws IOException {
		return delivery(target("/hooks/s3cret", 20, Duration.ofSeconds(30)), Clock.systemUTC());
	}

	private static Notice notice(NoticeEvent event) {
		return BodiesTests.notice(event, "no price");
	}

	private double count(String outcome) {
		return this.meters.find("heal.notifications")
			.tag("outcome", outcome)
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	@Test
	void eachIsToldOnceAlsoAfterARestart() throws Exception {
		Delivery delivery = delivery();
		delivery.add(notice(NoticeEvent.REPORT_READY));
		delivery.add(notice(NoticeEvent.REPORT_READY));
		delivery.run();
		Delivery restarted = delivery();
		restarted.add(notice(NoticeEvent.REPORT_READY));
		restarted.run();
		assertThat(this.bodies).singleElement().asString().contains("\"event\":\"report-ready\"", "no price");
		assertThat(count("sent")).isEqualTo(1);
	}

	@Test
	void whatWaitsWhenHealIsKilledIsToldAfterTheNextStart() throws Exception {
		delivery().add(notice(NoticeEvent.REPORT_READY));
		delivery().run();
		assertThat(this.bodies).hasSize(1);
	}

	@Test
	void whatComesBackAfterItWasResolvedIsNews() throws Exception {
		Delivery delivery = delivery();
		for (NoticeEvent event : List.of(NoticeEvent.REPORT_READY, NoticeEvent.RESOLVED, NoticeEvent.REPORT_READY,
				NoticeEvent.RESOLVED)) {
			delivery.add(notice(event));
		}
		delivery.run();
		assertThat(this.bodies).hasSize(4);
	}

	@Test
	void onlyWhatIsWantedIsTold() throws Exception {
		Delivery delivery = delivery();
		delivery.add(notice(NoticeEvent.ESCALATED));
		delivery.run();
		assertThat(this.bodies).isEmpty();
	}

	@Test
	void receiverThatHasTroubleIsAskedAgainLaterAndOneThatRefusesIsNot() throws Exception {
		this.codes.addAll(List.of(503, 200, 400));
		Target target = target("/hooks/s3cret", 20, Duration.ofSeconds(30));
		Instant now = Instant.now();
		Delivery delivery = delivery(target, Clock.fixed(now, ZoneOffset.UTC));
		delivery.add(notice(NoticeEvent.REPORT_READY));
		delivery.run();
		delivery.run();
		assertThat(this.bodies).hasSize(1);
		Delivery later = delivery(target, Clock.fixed(now.plusSeconds(2), ZoneOffset.UTC));
		later.run();
		assertThat(count("sent")).isEqualTo(1);
		later.add(notice(NoticeEvent.RESOLVED));
		later.run();
		later.run();
		assertThat(this.bodies).hasSize(3);
		assertThat(count("failed")).isEqualTo(1);
	}

	@Test
	void whatIsNoNewsAnyMoreIsGivenUp() throws Exception {
		Delivery delivery = delivery(target("/hooks/s3cret", 20, Duration.ofSeconds(30)),
				Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
		delivery.add(notice(NoticeEvent.REPORT_READY));
		delivery.run();
		assertThat(this.bodies).isEmpty();
		assertThat(count("failed")).isEqualTo(1);
	}

	@Test
	void noMoreThanItsShareIsSentInAMinute() throws Exception {
		Delivery delivery = delivery(target("/hooks/s3cret", 1, Duration.ofSeconds(30)),
				Clock.fixed(Instant.now(), ZoneOffset.UTC));
		delivery.add(notice(NoticeEvent.REPORT_READY));
		delivery.add(notice(NoticeEvent.RESOLVED));
		delivery.run();
		assertThat(this.bodies).hasSize(1);
	}

	@Test
	void receiverThatNeverAnswersIsNotWaitedForAndItsAddressIsToldNobody() throws Exception {
		Target target = target("/slow?token=s3cret", 20, Duration.ofMillis(200));
		try (Receiver receiver = new Receiver(target, new DefaultSslBundleRegistry())) {
			Answer answer = receiver.send(notice(NoticeEvent.REPORT_READY));
			assertThat(answer.again()).isTrue();
			assertThat(answer.reason()).doesNotContain("s3cret");
		}
		Target open = new Target("team", BodyType.JSON, URI.create("http://u:s3cret@localhost/"), null, null, null,
				Set.of(), List.of(), 1, Duration.ofSeconds(1), null);
		assertThat(open.toString()).isEqualTo("team");
	}

}
