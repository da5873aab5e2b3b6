package dev.heal.incident;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Dependency;
import dev.heal.analysis.Cause;
import dev.heal.demo.HealTest;
import dev.heal.remediation.IncidentState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IncidentRoots}.
 */
@HealTest
class IncidentRootsTests {

	private static final AtomicInteger NAMESPACES = new AtomicInteger();

	private final String namespace = "roots-" + NAMESPACES.incrementAndGet();

	@Autowired
	private IncidentStore store;

	@Autowired
	private IncidentRoots roots;

	@Autowired
	private Clock clock;

	@Test
	void incidentOfWhatAFailureNamesExplainsIt() {
		this.store.save(failed("db-0"));
		assertThat(this.roots.hold(calling("web-0", false, "db-0"))).hasValueSatisfying((held) -> {
			assertThat(held.causedBy()).isEqualTo(this.namespace + "/db-0");
			assertThat(held.progress().state()).isEqualTo(IncidentState.REPORTED);
			assertThat(held.isDue()).isFalse();
		});
	}

	@Test
	void whatIsSeenToFailIsWaitedForWithoutAnIncident() {
		assertThat(this.roots.hold(calling("web-0", true, "db-0"))).hasValueSatisfying((held) -> {
			assertThat(held.causedBy()).isNull();
			assertThat(held.progress().reason()).contains("no agent is started");
		});
	}

	@Test
	void whatMayHaveFailedIsWaitedForAWhile() {
		Incident young = calling("web-0", false, "db-0");
		assertThat(this.roots.hold(young)).hasValueSatisfying((held) -> assertThat(held.isDue()).isTrue());
		Instant before = this.clock.instant().minusSeconds(3600);
		Incident old = Incident.opened(this.namespace, "web-0", Episode.asked(null, before), before)
			.with(analysis(false, "db-0"));
		assertThat(this.roots.hold(old)).isEmpty();
	}

	@Test
	void failureThatNamesNothingFollowsFromNothing() {
		this.store.save(failed("db-0"));
		assertThat(this.roots.hold(failed("web-0"))).isEmpty();
	}

	@Test
	void incidentThatIsOverExplainsNothing() {
		this.store.save(ended(failed("db-0")));
		assertThat(this.roots.hold(calling("web-0", false, "db-0")).map(Incident::causedBy)).isEmpty();
	}

	@Test
	void rootMayComeLater() {
		this.store.save(calling("web-0", true, "db-0"));
		this.roots.settle();
		assertThat(find("web-0").causedBy()).isNull();
		this.store.save(failed("db-0"));
		this.roots.settle();
		assertThat(find("web-0").causedBy()).isEqualTo(this.namespace + "/db-0");
	}

	@Test
	void followersEndWithTheirRoot() {
		Incident root = failed("db-0");
		this.store.save(root);
		this.store.save(calling("web-0", true, "db-0"));
		this.store.save(calling("web-1", true, "db-0"));
		this.roots.settle();
		this.store.save(ended(root));
		this.roots.settle();
		assertThat(List.of("web-0", "web-1")).allSatisfy((pod) -> {
			assertThat(find(pod).progress().state()).isEqualTo(IncidentState.CLOSED);
			assertThat(find(pod).progress().reason()).contains("ended with " + this.namespace + "/db-0");
			assertThat(find(pod).episode().endedAt()).isNotNull();
		});
	}

	@Test
	void anotherPodOfTheRootTakesItsPlace() {
		Incident root = failed("db-0");
		this.store.save(root);
		this.store.save(calling("web-0", true, "db-0", "db-1"));
		this.roots.settle();
		this.store.save(failed("db-1"));
		this.store.save(ended(root));
		this.roots.settle();
		assertThat(find("web-0").causedBy()).isEqualTo(this.namespace + "/db-1");
		assertThat(find("web-0").isLive()).isTrue();
	}

	@Test
	void agentThatIsAtWorkStaysAtWork() {
		Incident root = failed("db-0");
		this.store.save(root);
		this.store.save(calling("web-0", true, "db-0").settled(IncidentState.REMEDIATING, null, this.clock.instant()));
		this.roots.settle();
		assertThat(find("web-0").causedBy()).isEqualTo(this.namespace + "/db-0");
		this.store.save(ended(root));
		this.roots.settle();
		assertThat(find("web-0").progress().state()).isEqualTo(IncidentState.REMEDIATING);
	}

	@Test
	void rootIsTheEndOfTheChain() {
		this.store.save(failed("disk-0"));
		this.store.save(calling("db-0", true, "disk-0"));
		this.store.save(calling("web-0", true, "db-0"));
		this.roots.settle();
		this.roots.settle();
		assertThat(find("db-0").causedBy()).isEqualTo(this.namespace + "/disk-0");
		assertThat(this.roots.hold(find("web-0")).map(Incident::causedBy)).contains(this.namespace + "/disk-0");
	}

	@Test
	void ofTwoThatCallEachOtherOneAtMostFollows() {
		this.store.save(calling("left", true, "right"));
		this.store.save(calling("right", true, "left"));
		this.roots.settle();
		this.roots.settle();
		assertThat(List.of("left", "right")).filteredOn((pod) -> find(pod).causedBy() != null).hasSizeLessThan(2);
	}

	private Incident find(String pod) {
		return this.store.find(this.namespace, pod).orElseThrow();
	}

	private Incident failed(String pod) {
		return opened(pod)
			.with(new Analysis(Cause.CODE_BUG, null, 0.9, "app", null, "app crashed", null, null, null, null, null,
					List.of(), List.of(), null, "f-" + this.namespace + pod))
			.settled(IncidentState.REPORTED, null, this.clock.instant());
	}

	private Incident calling(String pod, boolean failing, String... called) {
		return opened(pod).with(analysis(failing, called)).settled(IncidentState.REPORTED, null, this.clock.instant());
	}

	private Analysis analysis(boolean failing, String... called) {
		Analysis analysis = new Analysis(Cause.EXTERNAL_DEPENDENCY, "connection-refused", 0.9, "app", null,
				"app crashed", null, null, null, null, null, List.of(), List.of(), null,
				"c-" + this.namespace + String.join("-", called));
		List<String> members = List.of(called).stream().map((pod) -> this.namespace + "/" + pod).toList();
		return analysis.on(new Dependency(this.namespace + "/svc", members, failing, "0 of its 1 pods are ready"),
				analysis.summary(), List.of(), null);
	}

	private Incident opened(String pod) {
		Instant now = this.clock.instant();
		return Incident.opened(this.namespace, pod, Episode.asked(null, now), now);
	}

	private Incident ended(Incident incident) {
		Instant now = this.clock.instant();
		return incident.with(incident.episode().ended(now)).settled(IncidentState.CLOSED, null, now);
	}

}
