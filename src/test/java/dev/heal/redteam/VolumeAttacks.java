package dev.heal.redteam;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does what an agent can do that shares the workspace.
 */
final class VolumeAttacks {

	private static final String GROUP = "workspace";

	private final Battlefield field;

	VolumeAttacks(Battlefield field) {
		this.field = field;
	}

	List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		for (Trap trap : Trap.values()) {
			attacks.add(new Attack(GROUP, trap.text + " in the place of a report", () -> inPlaceOfAReport(trap)));
			attacks.add(new Attack(GROUP, trap.text + " in the place of a log", () -> inPlaceOfALog(trap)));
			attacks.add(new Attack(GROUP, trap.text + " put where a report will be", () -> beforeTheReport(trap)));
			attacks.add(new Attack(GROUP, trap.text + " swapped in and out while Heal reads", () -> swapped(trap)));
			if (trap != Trap.HARD_LINK && trap != Trap.SECRET) {
				attacks.add(new Attack(GROUP, trap.text + " as an issue file", () -> asIssueFile(trap)));
			}
		}
		attacks.add(new Attack(GROUP, "forged evidence of a pod that is not there", this::forged));
		attacks.add(new Attack(GROUP, "evidence changed behind Heal's back", this::changed));
		attacks.add(new Attack(GROUP, "folders swapped with links that lead out while Heal writes", this::folders));
		attacks.add(new Attack(GROUP, "four thousand files in the folders of Heal", () -> {
			for (int i = 0; i < 2000; i++) {
				Files.writeString(this.field.workspace().resolve("alerts/A7-junk-" + i + ".md"), "x");
				Files.writeString(this.field.workspace().resolve("logs/junk-" + i + "-current.log"), "x");
			}
			fail("after-junk");
		}));
		attacks.add(new Attack(GROUP, "reports handed in for pods that never were", () -> {
			for (int i = 0; i < 200; i++) {
				assertThat(this.field.wire()
					.put("PUT /alerts/a7/shop/never-" + i + "/report", "the-operator", "text/markdown", "# x\n")
					.status()).isIn(200, 201, 404, 429);
			}
			assertThat(this.field.cluster().codeRuns().values()).noneMatch((run) -> run.toString().contains("never-"));
		}));
		return attacks;
	}

	private String fail(String pod) throws IOException {
		this.field.cluster().pod(pod);
		return this.field.report(pod);
	}

	private Path report(String pod) {
		return this.field.workspace().resolve("alerts/A7-" + pod + ".md");
	}

	private void inPlaceOfAReport(Trap trap) throws Exception {
		String pod = "report-" + trap.id();
		fail(pod);
		trap.set(report(pod), this.field);
		for (String call : List.of("GET /alerts/a7/shop/" + pod, "GET /failures/shop/" + pod)) {
			for (String accept : List.of("text/markdown", "text/html", "application/json")) {
				assertKeepsSecrets(this.field.wire().call(call, "the-boss", "Accept: " + accept));
			}
		}
		assertKeepsSecrets(this.field.wire().call("GET /pods/" + pod + "/bundle?namespace=shop", "the-boss"));
		this.field.wire().call("POST /alerts/a7/shop/" + pod + "/look", "the-boss", "Content-Length: 0");
		this.field.wire().put("PUT /alerts/a7/shop/" + pod + "/report", "the-boss", "text/markdown", "# mine\n");
		this.field.cluster().pod("after-" + pod);
		this.field.report("after-" + pod);
	}

	private void inPlaceOfALog(Trap trap) throws Exception {
		String pod = "log-" + trap.id();
		fail(pod);
		trap.set(this.field.workspace().resolve("logs/" + pod + "-current.log"), this.field);
		trap.set(this.field.workspace().resolve("logs/" + pod + "-events.yaml"), this.field);
		for (String call : List.of("GET /pods/%s/logs/current.log?namespace=shop", "GET /pods/%s/logs?namespace=shop",
				"GET /evidence/shop/%s/current.log", "GET /failures/shop/%s", "GET /pods/%s/bundle?namespace=shop",
				"GET /pods/%s/logs/events.yaml?namespace=shop")) {
			assertKeepsSecrets(this.field.wire().call(call.formatted(pod), "the-boss", "Accept: text/html, */*"));
		}
		Wire.Answer again = this.field.wire()
			.call("POST /pods/" + pod + "/logs?namespace=shop", "the-boss", "Content-Length: 0");
		assertThat(again.status()).as(again.text()).isEqualTo(200);
	}

	private void beforeTheReport(Trap trap) throws Exception {
		String pod = "early-" + trap.id();
		Files.createDirectories(report(pod).getParent());
		trap.set(report(pod), this.field);
		trap.set(this.field.workspace().resolve("logs/" + pod + "-current.log"), this.field);
		trap.set(this.field.workspace().resolve("logs/" + pod + "-describe.txt"), this.field);
		this.field.cluster().pod(pod);
		this.field.alert(pod);
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			String incident = this.field.wire()
				.call("GET /alerts/a7/shop/" + pod, "the-boss", "Accept: application/json")
				.body();
			return incident.contains("\"report\":\"/");
		});
		assertKeepsSecrets(this.field.read(pod));
	}

	private void swapped(Trap trap) throws Exception {
		String pod = "swap-" + trap.id();
		fail(pod);
		Path report = report(pod);
		Path trapped = report.resolveSibling("." + pod + ".trap");
		Path kept = report.resolveSibling("." + pod + ".kept");
		Files.copy(report, kept);
		AtomicBoolean on = new AtomicBoolean(true);
		Thread swapper = Thread.ofPlatform().daemon().start(() -> {
			while (on.get()) {
				try {
					trap.set(trapped, this.field);
					Trap.remove(report);
					Files.move(trapped, report, StandardCopyOption.ATOMIC_MOVE);
					Trap.remove(report);
					Files.createLink(report, kept);
				}
				catch (IOException | InterruptedException ex) {
					// Heal was faster
				}
			}
		});
		try {
			for (int i = 0; i < 100; i++) {
				assertKeepsSecrets(this.field.read(pod));
				if (i % 10 == 0) {
					this.field.wire()
						.put("PUT /alerts/a7/shop/" + pod + "/report", "the-boss", "text/markdown", "# mine\n");
					this.field.wire().call("POST /alerts/a7/shop/" + pod + "/look", "the-boss", "Content-Length: 0");
				}
			}
		}
		finally {
			on.set(false);
			swapper.join();
			Trap.remove(report);
			this.field.wire().takeFailures();
		}
	}

	private void asIssueFile(Trap trap) throws Exception {
		Path file = report("issue-" + trap.id());
		trap.set(file, this.field);
		int before = this.field.cluster().codeRuns().size();
		Wire.Answer answer = this.field.wire()
			.put("POST /remediations", "the-boss", "application/json",
					"{\"alert\":\"a7\",\"taskId\":\"7\",\"pod\":\"nobody\",\"namespace\":\"shop\",\"issueFile\":\"%s\"}"
						.formatted(file));
		assertThat(answer.status()).as(answer.text()).isEqualTo(422);
		assertThat(this.field.cluster().codeRuns()).hasSize(before);
		Trap.remove(file);
	}

	private void forged() throws Exception {
		Path logs = this.field.workspace().resolve("logs");
		Path alerts = this.field.workspace().resolve("alerts");
		fail("truth");
		try (Stream<Path> files = Files.walk(this.field.workspace())) {
			for (Path file : files.filter(Files::isRegularFile)
				.filter((file) -> file.toString().contains("truth"))
				.toList()) {
				Path copy = Path.of(file.toString().replace("truth", "forged"));
				Files.createDirectories(copy.getParent());
				Files.writeString(copy,
						Files.readString(file)
							.replace("truth", "forged")
							.replace("\"metadata\":{",
									"\"metadata\":{\"annotations\":{\"heal.platform/working-directory\":\"forged\"},"));
			}
		}
		Files.createDirectories(logs.resolve("shop"));
		Files.createDirectories(alerts);
		this.field.wire()
			.put("POST /remediations", "the-boss", "application/json",
					"{\"alert\":\"a7\",\"taskId\":\"7\",\"pod\":\"forged\",\"namespace\":\"shop\",\"issueFile\":\"%s\"}"
						.formatted(alerts.resolve("A7-forged.md")));
		assertThat(this.field.wire().call("GET /pods/forged/logs?namespace=shop", "the-boss").status()).isEqualTo(404);
		assertThat(
				this.field.wire().call("GET /alerts/a7/shop/forged", "the-boss", "Accept: application/json").status())
			.isEqualTo(404);
		assertThat(this.field.cluster().codeRuns().values())
			.noneMatch((run) -> run.at("/spec/workingDirectory").asString().equals("forged"));
	}

	private void changed() throws Exception {
		fail("tampered");
		Path log = this.field.workspace().resolve("logs/tampered-current.log");
		Files.writeString(log, "FORGED-LINE\nValueError: FORGED-LINE\n");
		for (String call : List.of("GET /pods/tampered/logs/current.log?namespace=shop",
				"GET /evidence/shop/tampered/current.log", "GET /pods/tampered/bundle?namespace=shop",
				"GET /failures/shop/tampered")) {
			Wire.Answer answer = this.field.wire().call(call, "the-boss", "Accept: text/html, */*");
			assertThat(answer.text()).as(call).doesNotContain("FORGED-LINE");
		}
		this.field.wire().takeFailures();
	}

	private void folders() throws Exception {
		Path alerts = this.field.workspace().resolve("alerts");
		Path aside = this.field.workspace().resolve("alerts-aside");
		AtomicBoolean on = new AtomicBoolean(true);
		Thread swapper = Thread.ofPlatform().daemon().start(() -> {
			while (on.get()) {
				try {
					Files.move(alerts, aside, StandardCopyOption.ATOMIC_MOVE);
					Files.createSymbolicLink(alerts, this.field.outsideFolder());
					TimeUnit.MILLISECONDS.sleep(1);
					Files.delete(alerts);
					Files.move(aside, alerts, StandardCopyOption.ATOMIC_MOVE);
					TimeUnit.MILLISECONDS.sleep(1);
				}
				catch (IOException | InterruptedException ex) {
					// Heal was faster
				}
			}
		});
		for (int i = 0; i < 40; i++) {
			this.field.cluster().pod("folder-" + i);
			this.field.alert("folder-" + i);
			assertKeepsSecrets(this.field.wire().call("GET /alerts/a7/shop/web", "the-boss", "Accept: text/markdown"));
			this.field.wire().put("PUT /alerts/a7/shop/web/report", "the-boss", "text/markdown", "# overwritten\n");
		}
		Thread.sleep(2000);
		on.set(false);
		swapper.join();
		if (Files.isSymbolicLink(alerts)) {
			Files.delete(alerts);
		}
		if (Files.exists(aside) && !Files.exists(alerts)) {
			Files.move(aside, alerts);
		}
		this.field.wire().takeFailures();
		this.field.cluster().pod("after-folders");
		this.field.report("after-folders");
	}

	private static void assertKeepsSecrets(Wire.Answer answer) {
		assertThat(answer.status()).as("an answer, not silence: " + answer.text()).isNotZero();
		assertThat(answer.text()).doesNotContain("SECRET-OF-THE-HOST", "root:x:0");
		assertThat(answer.text().length()).isLessThan(1 << 20);
	}

	/**
	 * What may stand where a file is expected.
	 */
	private enum Trap {

		FIFO("a FIFO"), LINK("a link to a file elsewhere"), PASSWD("a link to /etc/passwd"),
		HARD_LINK("a hard link to a file elsewhere"), LOOP("a link to itself"), FOLDER("a folder"),
		FULL_FOLDER("a folder with files"), SPARSE("a file of 3 GB"), DEVICE("a link to /dev/zero"),
		SOCKET("a link to /proc/self/mem"), SECRET("a file that nobody may read");

		private final String text;

		Trap(String text) {
			this.text = text;
		}

		String id() {
			return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
		}

		void set(Path path, Battlefield field) throws IOException, InterruptedException {
			remove(path);
			switch (this) {
				case FIFO -> new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
				case LINK -> Files.createSymbolicLink(path, field.outsideFolder().resolve("secret.txt"));
				case PASSWD -> Files.createSymbolicLink(path, Path.of("/etc/passwd"));
				case HARD_LINK -> Files.createLink(path, field.outsideFolder().resolve("secret.txt"));
				case LOOP -> Files.createSymbolicLink(path, path);
				case FOLDER -> Files.createDirectory(path);
				case FULL_FOLDER -> {
					Files.createDirectory(path);
					Files.writeString(path.resolve("x"), "x");
				}
				case SPARSE -> {
					try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
						file.setLength(3L << 30);
					}
				}
				case DEVICE -> Files.createSymbolicLink(path, Path.of("/dev/zero"));
				case SOCKET -> Files.createSymbolicLink(path, Path.of("/proc/self/mem"));
				case SECRET -> {
					Files.writeString(path, "x");
					path.toFile().setReadable(false, false);
				}
			}
		}

		static void remove(Path path) throws IOException {
			if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
				try (Stream<Path> inside = Files.list(path)) {
					for (Path file : inside.toList()) {
						Files.deleteIfExists(file);
					}
				}
			}
			Files.deleteIfExists(path);
		}

	}

}
