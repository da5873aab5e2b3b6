package dev.heal.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Earlier;
import dev.heal.analysis.Cause;
import dev.heal.coderun.AgentWork;
import dev.heal.demo.HealTest;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.remediation.IncidentState;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Memory}.
 */
@HealTest
class MemoryTests {

	private static final Instant THEN = Instant.parse("2026-01-05T10:00:00Z");

	private static final Instant NOW = THEN.plus(Duration.ofDays(20));

	@Autowired
	private EvidenceCollector evidence;

	@TempDir
	private Path root;

	private Workspace workspace;

	private IncidentStore store;

	private Memory memory;

	@BeforeEach
	void begin() {
		this.workspace = Workspaces.in(this.root);
		restart();
	}

	private void restart() {
		this.store = StoredIncidents.in(this.workspace);
		this.memory = new Memory(this.store, this.evidence, this.workspace, JsonMapper.builder().build());
	}

	@Test
	void failureIsRecalledWithItsEndItsCodeRunAndItsPullRequest() {
		this.store.save(ended("web-0", "f1", THEN).withRemediation("heal-1")
			.with(new AgentWork("https://git.example.com/shop/web/pull/7", null)));
		this.memory.note();
		assertThat(recalled("f1", NOW)).singleElement().satisfies((earlier) -> {
			assertThat(earlier.since()).isEqualTo(THEN);
			assertThat(earlier.until()).isEqualTo(THEN.plusSeconds(600));
			assertThat(earlier.end()).isEqualTo("resolved");
			assertThat(earlier.remediations()).containsExactly("heal-1");
			assertThat(earlier.pullRequest()).isEqualTo("https://git.example.com/shop/web/pull/7");
		});
	}

	@Test
	void otherFailureIsNotRecalled() {
		this.store.save(ended("web-0", "f1", THEN));
		this.memory.note();
		assertThat(recalled("f2", NOW)).isEmpty();
		assertThat(recalled("f1", THEN)).isEmpty();
	}

	@Test
	void podsOfOneFailureAreOneLine() throws IOException {
		this.store.save(ended("web-0", "f1", THEN));
		this.store.save(ended("web-1", "f1", THEN.plusSeconds(5)));
		this.memory.note();
		this.memory.note();
		assertThat(Files.readAllLines(this.root.resolve(".heal/seen-before.jsonl"))).hasSize(1);
	}

	@Test
	void whatGoesOnIsNotOver() {
		this.store.save(ended("web-0", "f1", THEN));
		this.store.save(opened("web-1", "f1", THEN, Cause.CODE_BUG));
		this.memory.note();
		assertThat(recalled("f1", NOW)).isEmpty();
	}

	@Test
	void whatWasNotUnderstoodIsNotRecalled() {
		this.store.save(over(opened("web-0", "f1", THEN, Cause.UNKNOWN), THEN));
		this.memory.note();
		assertThat(recalled("f1", NOW)).isEmpty();
	}

	@Test
	void memoryOutlivesTheIncidentAndARestart() throws IOException {
		this.store.save(ended("web-0", "f1", THEN));
		this.memory.note();
		this.store.delete("shop", "web-0");
		Path file = this.root.resolve(".heal/seen-before.jsonl");
		Files.writeString(file, "{ broken\n" + Files.readString(file));
		restart();
		assertThat(recalled("f1", NOW)).hasSize(1);
		this.store.save(ended("web-0", "f1", THEN.plus(Duration.ofDays(2))));
		this.memory.note();
		assertThat(recalled("f1", NOW)).extracting(Earlier::since).containsExactly(THEN.plus(Duration.ofDays(2)), THEN);
	}

	@Test
	void revisionThatHeldIsTheOneBetween() {
		Remembered former = new Remembered("f1", "shop/web-0", THEN, THEN.plusSeconds(600), IncidentState.RESOLVED,
				null, 12L, List.of(), null);
		RolledOut revisions = RolledOut.of(evidence(14, THEN.minusSeconds(3600), THEN.plusSeconds(300),
				THEN.plusSeconds(600).plus(Duration.ofDays(9))));
		assertThat(former.seen(revisions, NOW).held()).isEqualTo("revision 13 held for 9 d; back since revision 14");
	}

	@Test
	void revisionThatWasRolledBackTellsNothing() {
		Remembered former = new Remembered("f1", "shop/web-0", THEN, THEN.plusSeconds(600), IncidentState.RESOLVED,
				null, 12L, List.of(), null);
		RolledOut revisions = RolledOut
			.of(evidence(14, THEN.plusSeconds(300), THEN.minusSeconds(3600), THEN.plus(Duration.ofDays(9))));
		assertThat(former.seen(revisions, NOW).held()).isNull();
	}

	@Test
	void revisionThatFailedBeforeDidNotHold() {
		Remembered former = new Remembered("f1", "shop/web-0", THEN, THEN.plusSeconds(600), IncidentState.CLOSED, null,
				14L, List.of(), null);
		RolledOut revisions = RolledOut
			.of(evidence(14, THEN.minusSeconds(90), THEN.minusSeconds(60), THEN.minusSeconds(30)));
		assertThat(former.seen(revisions, NOW).held()).isNull();
	}

	// of revisions 12, 13 and so on, the last one is that of the pod
	private static Evidence evidence(long last, Instant... created) {
		ObjectNode around = JsonMapper.shared().createObjectNode();
		for (int index = 0; index < created.length; index++) {
			long number = last - created.length + index + 1;
			ObjectNode metadata = around.withArray("replicaSets").addObject().putObject("metadata");
			metadata.put("uid", "u" + number).put("creationTimestamp", created[index].toString());
			metadata.putObject("annotations").put("deployment.kubernetes.io/revision", Long.toString(number));
		}
		ObjectNode pod = JsonMapper.shared().createObjectNode();
		pod.putObject("metadata").put("name", "web-0").putArray("ownerReferences").addObject().put("uid", "u" + last);
		return Evidence.recorded(pod, MissingNode.getInstance(), null, null).around(around);
	}

	private List<Earlier> recalled(String failure, Instant now) {
		Analysis analysis = analysis(failure, Cause.CODE_BUG);
		return this.memory.recall(analysis, evidence(1, THEN), now).seenBefore();
	}

	private static Incident ended(String pod, String failure, Instant since) {
		return over(opened(pod, failure, since, Cause.CODE_BUG), since);
	}

	private static Incident over(Incident incident, Instant since) {
		Instant end = since.plusSeconds(600);
		return incident.with(incident.episode().ended(end)).settled(IncidentState.RESOLVED, null, end);
	}

	private static Incident opened(String pod, String failure, Instant since, Cause cause) {
		return Incident.opened("shop", pod, Episode.asked(null, since), since)
			.with(analysis(failure, cause))
			.settled(IncidentState.REPORTED, null, since);
	}

	private static Analysis analysis(String failure, Cause cause) {
		return new Analysis(cause, null, 0.9, "app", null, "app crashed", null, null, null, null, null, List.of(),
				List.of(), null, failure);
	}

}
