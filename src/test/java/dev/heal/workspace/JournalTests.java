package dev.heal.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Journal}.
 */
class JournalTests {

	@TempDir
	private Path root;

	private Path file;

	private final Set<String> present = ConcurrentHashMap.newKeySet();

	private volatile boolean fenced;

	@BeforeEach
	void setUp() {
		this.file = this.root.resolve(".heal/a.journal");
	}

	@Test
	void whatWasAddedIsThereAfterAKill() throws IOException {
		Journal killed = open();
		add(killed, "one");
		add(killed, "two");
		assertThat(readBy(open())).containsExactly("one", "two");
	}

	@Test
	void allWhoWaitShareTheDisk() throws IOException {
		List<String> records = IntStream.range(0, 500).mapToObj(String::valueOf).toList();
		try (Journal journal = open(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
			records.forEach((record) -> threads.submit(() -> {
				add(journal, record);
				return record;
			}));
		}
		assertThat(readBy(open())).containsExactlyInAnyOrderElementsOf(records);
	}

	@Test
	void formerProcessReachesNobodyAnyMore() throws IOException {
		Journal former = open();
		add(former, "before");
		Journal next = open();
		former.add(bytes("too late"));
		add(next, "after");
		assertThat(readBy(open())).containsExactly("before", "after");
	}

	@Test
	void recordOfWhoeverLeadsNoMoreIsNotPromised() throws IOException {
		Journal journal = open();
		long number = journal.add(bytes("one"));
		this.fenced = true;
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> journal.await(number));
		this.fenced = false;
		this.present.add("one");
		journal.await(journal.add(bytes("one")));
		assertThat(Files.readString(this.file)).containsOnlyOnce("one");
	}

	@Test
	void interruptedCallerIsToldAndHarmsNobodyElse() throws IOException {
		Journal journal = open();
		add(journal, "one");
		Thread.currentThread().interrupt();
		// the writer may have been faster than the wait for it
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> journal.await(journal.add(bytes("two"))));
		assertThat(Thread.interrupted()).isTrue();
		add(journal, "three");
		assertThat(readBy(open())).contains("one", "three");
	}

	@Test
	void folderThatCannotBeWrittenToIsNoReasonNotToStart() throws IOException {
		add(open(), "before");
		this.fenced = true;
		Journal journal = open();
		assertThat(this.read).containsExactly("before");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> journal.add(bytes("one")));
		this.fenced = false;
		this.present.add("one");
		add(journal, "one");
		assertThat(readBy(open())).contains("before", "one");
	}

	@Test
	void fileThatHasGrownIsReplacedByOneWithWhatCounts() throws IOException {
		Journal journal = open();
		byte[] large = new byte[1 << 20];
		for (int i = 0; i < 40; i++) {
			journal.add(large);
		}
		assertThat(Files.size(this.file)).isLessThan(10 << 20);
	}

	@Test
	void damagedFileIsKeptAndWhatCanBeReadCounts() throws IOException {
		Journal journal = open();
		add(journal, "one");
		add(journal, "two");
		String damaged = Files.readString(this.file).replace("one", "0ne");
		Files.writeString(this.file, damaged);
		assertThat(readBy(open())).containsExactly("two");
		try (Stream<Path> files = Files.list(this.file.getParent())) {
			assertThat(files.filter((found) -> found.toString().contains(".damaged-"))).singleElement()
				.satisfies((kept) -> assertThat(kept).hasContent(damaged));
		}
	}

	@Test
	void somethingElseInItsPlaceStepsAside() throws IOException {
		Files.createDirectories(this.file);
		Journal journal = open();
		add(journal, "one");
		assertThat(readBy(open())).containsExactly("one");
	}

	private final List<String> read = new ArrayList<>();

	private Journal open() throws IOException {
		Workspace workspace = Workspaces.in(this.root);
		workspace.guard((_) -> {
			if (this.fenced) {
				throw new IOException("another one leads");
			}
		});
		this.read.clear();
		Set<String> records = new LinkedHashSet<>();
		Journal journal = workspace.journal(this.file,
				() -> Stream.concat(records.stream(), this.present.stream()).map(JournalTests::bytes));
		journal.open((record) -> records.add(new String(record, StandardCharsets.UTF_8)));
		this.read.addAll(records);
		return journal;
	}

	private List<String> readBy(Journal journal) {
		journal.close();
		return this.read;
	}

	private static void add(Journal journal, String record) throws IOException {
		journal.await(journal.add(bytes(record)));
	}

	private static byte[] bytes(String record) {
		return record.getBytes(StandardCharsets.UTF_8);
	}

}
