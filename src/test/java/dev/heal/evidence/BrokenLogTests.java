package dev.heal.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.LogServer.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for logs that do not come in one piece, by an API server that breaks them off.
 */
class BrokenLogTests {

	@TempDir
	private Path root;

	private LogServer api;

	@BeforeEach
	void start() throws IOException {
		this.api = new LogServer(20_000);
	}

	@AfterEach
	void stop() {
		this.api.close();
	}

	private EvidenceFile collect(Integer tail) {
		try (EvidenceCollector collector = StandInApiServer.collector(this.root, this.api.url())) {
			return collector.collect(new EvidenceRequest("shop", "web-0", null, tail))
				.manifest()
				.file(Kind.CURRENT_LOG)
				.orElseThrow();
		}
	}

	private void assertUndisturbed(EvidenceFile file, String log) throws IOException {
		assertThat(file.state()).isEqualTo(State.WRITTEN);
		assertThat(Files.readString(Path.of(String.valueOf(file.path())), StandardCharsets.UTF_8)).isEqualTo(log);
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void logIsTakenUpWhereItBroke(Fault fault) throws IOException {
		this.api.breakOff(fault, List.of(3, 70_000, 300_001));
		assertUndisturbed(collect(0), this.api.log(0));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void tailIsTakenUpWhereItBroke(Fault fault) throws IOException {
		this.api.breakOff(fault, List.of(3, 70_000, 300_001));
		assertUndisturbed(collect(12_345), this.api.log(12_345));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void tailOfARunningContainerIsTakenUpWhereItBroke(Fault fault) throws IOException {
		this.api.state("running");
		this.api.breakOff(fault, List.of(3, 70_000, 300_001));
		assertUndisturbed(collect(12_345), this.api.log(12_345));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void logOfARunningContainerIsTakenUpWhereItBroke(Fault fault) throws IOException {
		this.api.state("running");
		this.api.breakOff(fault, List.of(3, 70_000, 300_001));
		assertUndisturbed(collect(0), this.api.log(0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "running", "terminated" })
	void logThatIsCutAgainAndAgainIsSaidToBeTruncated(String state) throws IOException {
		this.api.state(state);
		this.api.breakOff(Fault.CUT, List.of(100_000));
		this.api.breakOff(Fault.CUT, Collections.nCopies(100, 3));
		EvidenceFile file = collect(0);
		assertThat(file.state()).isEqualTo(State.TRUNCATED);
		assertThat(file.reason()).isEqualTo("app: cut off: the log ended early");
		assertThat(this.api.log(0)).startsWith(Files.readString(Path.of(String.valueOf(file.path()))));
	}

	@Test
	void logThatGrowsIsWholeUpToWhereItWas() throws IOException {
		String before = this.api.log(0);
		this.api.state("running");
		this.api.grow(50);
		EvidenceFile file = collect(0);
		String log = Files.readString(Path.of(String.valueOf(file.path())));
		assertThat(file.state()).isEqualTo(State.WRITTEN);
		assertThat(log).startsWith(before);
		assertThat(this.api.log(0)).startsWith(log);
	}

	@Test
	void logThatBreaksForGoodIsKeptAndSaidToBeTruncated() throws IOException {
		this.api.breakOff(Fault.DROP, Collections.nCopies(100, 100_000));
		EvidenceFile file = collect(0);
		assertThat(file.state()).isEqualTo(State.TRUNCATED);
		assertThat(file.reason()).contains("cut off");
		assertThat(this.api.log(0)).startsWith(Files.readString(Path.of(String.valueOf(file.path()))));
		assertThat(file.bytes()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 503 })
	void serverThatHasNoTimeIsAskedAgain(int code) throws IOException {
		this.api.refuse(code, 2);
		long begin = System.nanoTime();
		assertUndisturbed(collect(0), this.api.log(0));
		assertThat(System.nanoTime() - begin).isGreaterThan(1_000_000_000L);
	}

	@Test
	void serverThatIsAwayForAMomentIsAskedAgain() throws IOException {
		this.api.hangUp(3);
		assertUndisturbed(collect(0), this.api.log(0));
	}

}
