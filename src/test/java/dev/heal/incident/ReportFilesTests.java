package dev.heal.incident;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analyzers;
import dev.heal.evidence.Evidence;
import dev.heal.remediation.Handover;
import dev.heal.report.Acceptance;
import dev.heal.report.Criterion;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReportFiles}.
 */
class ReportFilesTests {

	@TempDir
	private Path root;

	@TempDir
	private Path outside;

	private Workspace workspace;

	private ReportFiles reports;

	@BeforeEach
	void setUp() {
		this.workspace = Workspaces.in(this.root);
		this.reports = StoredIncidents.reports(this.workspace);
	}

	@Test
	void reportOfSomebodyElseStaysAndCounts() {
		this.reports.replace("shop", "web-0", bytes("# theirs"), null);
		assertThat(write()).endsWith("A7-web-0.heal.md");
		assertThat(this.reports.read("shop", "web-0")).contains(bytes("# theirs"));
	}

	@Test
	void listOfWhatMustBeTrueLiesBesideTheReport() throws IOException {
		Path list = Handover.acceptanceFile(Path.of(write()));
		assertThat(list).hasFileName("A7-web-0.acceptance.md").content().contains("- [ ] `no-recurrence` ");
		write();
		Files.writeString(list, "- [x] `no-recurrence`");
		write();
		assertThat(list).hasContent("- [x] `no-recurrence`");
		this.reports.delete("shop", "web-0");
		assertThat(list).doesNotExist();
	}

	@Test
	void nextAgentGetsAListWithoutTheTicksOfTheLastOne() throws IOException {
		Path list = Handover.acceptanceFile(Path.of(write()));
		String before = Files.readString(list);
		Files.writeString(list, before.replace("- [ ] `", "- [x] `"));
		untick();
		assertThat(list).hasContent(before);
		write();
		assertThat(list).hasContent(before);
	}

	@Test
	void whatAnAgentAddedToTheListStaysWithoutTicks() throws IOException {
		Path list = Handover.acceptanceFile(Path.of(write()));
		Files.writeString(list, "* [X] `no-recurrence` I saw it\nof my own: - [x] done\n  - [x] `mine` too\n");
		untick();
		assertThat(list).hasContent("* [ ] `no-recurrence` I saw it\nof my own: - [x] done\n  - [ ] `mine` too\n");
	}

	@Test
	void ownReportGoesOnBesideOneThatTookItsPlace() throws IOException {
		Path report = Path.of(write());
		Files.writeString(report, "# theirs");
		String own = this.reports.note(incident().withReport(report.toString()), "the agent has ended");
		assertThat(own).endsWith("A7-web-0.heal.md");
		assertThat(Path.of(own)).content().startsWith("# Pod Failure: web-0").contains("the agent has ended");
		this.reports.note(incident().withReport(own), "resolved");
		assertThat(Path.of(own)).content().contains("resolved");
		assertThat(report).hasContent("# theirs");
	}

	@Test
	void handedInReportIsShownBesideHeals() {
		write();
		this.reports.replace("shop", "web-0", bytes("# theirs"), null);
		assertThat(this.reports.read("shop", "web-0")).contains(bytes("# theirs"));
		assertThat(this.reports.beside("shop", "web-0")).get(InstanceOfAssertFactories.BYTE_ARRAY)
			.asString()
			.startsWith("# Pod Failure: web-0");
	}

	@Test
	void noteTicksWhatIsTrue() {
		Path report = Path.of(write());
		assertThat(report).content().contains("- [ ] `no-recurrence` ");
		Acceptance seen = this.reports.acceptance(evidence(), Analyzers.create().analyze(evidence()))
			.map((criterion) -> criterion.marked(Criterion.Mark.MET, "healthy for 120 s"));
		this.reports.note(incident().withReport(report.toString(), seen), "resolved");
		assertThat(report).content()
			.contains("- [x] `no-recurrence` ", "(healthy for 120 s)")
			.doesNotContain("- [ ] `no-recurrence` ");
	}

	@Test
	void reportOfAPodNamedAsAListStays() throws IOException {
		this.workspace.names().stem("shop", "web-0.acceptance");
		Path report = this.workspace.alerts().resolve("A7-web-0.acceptance.md");
		write();
		assertThat(report).doesNotExist();
	}

	@Test
	void ownReportIsReplaced() {
		assertThat(write()).isEqualTo(write()).endsWith("A7-web-0.md");
	}

	@Test
	void changedReportGetsNoNote() throws IOException {
		Path report = Path.of(write());
		this.reports.note(incident().withReport(report.toString(), Acceptance.NONE), "agent is at work");
		assertThat(report).content().contains("agent is at work");
		Files.writeString(report, "# changed");
		this.reports.note(incident().withReport(report.toString(), Acceptance.NONE), "agent has ended");
		assertThat(report).hasContent("# changed");
	}

	@Test
	void reportThatIsWrittenAgainKeepsWhatBecameOfTheRemediation() {
		Path report = Path.of(write());
		this.reports.note(incident().withReport(report.toString(), Acceptance.NONE), "agent is at work");
		write();
		assertThat(report).content().containsOnlyOnce("agent is at work");
	}

	@Test
	void noteAndReportAtTheSameTimeLeaveBoth() throws InterruptedException {
		Incident incident = incident().withReport(write(), Acceptance.NONE);
		for (int round = 0; round < 30; round++) {
			String text = "round " + round;
			Thread noting = Thread.ofVirtual().start(() -> this.reports.note(incident, text));
			Thread writing = Thread.ofVirtual().start(this::write);
			noting.join();
			writing.join();
			assertThat(this.workspace.alerts().resolve("A7-web-0.md")).content().contains(text);
			assertThat(this.workspace.alerts().resolve("A7-web-0.heal.md")).doesNotExist();
		}
	}

	@Test
	void oneOfManyWhoReplaceTheSameReportDoes() throws Exception {
		byte[] first = bytes("# first");
		this.reports.replace("shop", "web-0", first, null);
		String tag = '"' + Digest.sha256(first) + '"';
		AtomicInteger replaced = new AtomicInteger();
		try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int caller = 0; caller < 20; caller++) {
				byte[] report = bytes("# of caller " + caller);
				callers.execute(() -> {
					try {
						this.reports.replace("shop", "web-0", report, tag);
						replaced.incrementAndGet();
					}
					catch (ReportChangedException ex) {
						assertThat(this.reports.read("shop", "web-0")).isPresent();
					}
				});
			}
		}
		assertThat(replaced).hasValue(1);
	}

	@Test
	void deletedReportLeavesNothingBehind() throws IOException {
		write();
		this.reports.delete("shop", "web-0");
		assertThat(this.reports.read("shop", "web-0")).isEmpty();
		try (Stream<Path> left = Files.list(this.workspace.state().resolve("reports"))) {
			assertThat(left).isEmpty();
		}
	}

	@Test
	void linkInThePlaceOfAReportIsReplacedAndNotFollowed() throws IOException {
		Path secret = Files.writeString(this.outside.resolve("secret"), "secret");
		Files.createDirectories(this.workspace.alerts());
		Files.createSymbolicLink(this.workspace.alerts().resolve("A7-web-0.md"), secret);
		assertThat(this.reports.read("shop", "web-0")).isEmpty();
		assertThat(Path.of(write())).isRegularFile().content().startsWith("# Pod Failure: web-0");
		assertThat(secret).hasContent("secret");
	}

	@Test
	void folderInThePlaceOfAReportStaysAndDoesNotCount() throws IOException {
		Path folder = Files.createDirectories(this.workspace.alerts().resolve("A7-web-0.md"));
		assertReportStandsBeside();
		assertThat(folder).isDirectory();
	}

	@Test
	@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void pipeInThePlaceOfAReportIsNotWaitedFor() throws Exception {
		Files.createDirectories(this.workspace.alerts());
		Path pipe = this.workspace.alerts().resolve("A7-web-0.md");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
		assertReportStandsBeside();
	}

	@Test
	void fileThatIsFarTooLargeInThePlaceOfAReportIsNotRead() throws IOException {
		Files.createDirectories(this.workspace.alerts());
		Path giant = this.workspace.alerts().resolve("A7-web-0.md");
		try (RandomAccessFile file = new RandomAccessFile(giant.toFile(), "rw")) {
			file.setLength(8L << 30);
		}
		assertReportStandsBeside();
		assertThat(giant).hasSize(8L << 30);
	}

	private void assertReportStandsBeside() {
		Path report = Path.of(write());
		assertThat(report).hasFileName("A7-web-0.heal.md").content().startsWith("# Pod Failure: web-0");
		this.reports.note(incident().withReport(report.toString(), Acceptance.NONE), "agent is at work");
		assertThat(write()).isEqualTo(report.toString());
		assertThat(this.reports.read("shop", "web-0")).hasValueSatisfying(
				(read) -> assertThat(new String(read, StandardCharsets.UTF_8)).contains("agent is at work"));
	}

	@Test
	void linkInThePlaceOfTheReportsIsNotFollowed() throws IOException {
		Files.writeString(this.outside.resolve("A7-web-0.md"), "secret");
		Files.createSymbolicLink(this.workspace.alerts(), this.outside);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.reports.read("shop", "web-0"));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::write);
	}

	private void untick() {
		this.reports.untick("shop", "web-0",
				this.reports.acceptance(evidence(), Analyzers.create().analyze(evidence())));
	}

	private String write() {
		return this.reports.write(incident(), evidence(), Analyzers.create().analyze(evidence()));
	}

	private static Evidence evidence() {
		return Evidence.recorded(
				JsonMapper.shared().readTree("{\"metadata\": {\"name\": \"web-0\", \"namespace\": \"shop\"}}"),
				MissingNode.getInstance(), null, null);
	}

	private static Incident incident() {
		return Incident.opened("shop", "web-0", Episode.asked(null, Instant.EPOCH), Instant.EPOCH);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
