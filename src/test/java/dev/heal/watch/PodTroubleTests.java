package dev.heal.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

import dev.heal.watch.PodTrouble.Cause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PodTrouble}: what {@code docs/alertmanager/rules-test.yaml} says of
 * the rules holds of the watch too.
 */
class PodTroubleTests {

	private static final WatchProperties RULES = new WatchProperties(true, Duration.ofMinutes(15),
			Duration.ofMinutes(2), Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(1),
			Duration.ofHours(1));

	private static final ContainerStatus CRASH = Pods.ended("c1", 1, "Error", minute(4));

	private static Instant minute(int minutes) {
		return Pods.START.plus(Duration.ofMinutes(minutes));
	}

	private static PodTrouble at(Pod pod, Instant now) {
		PodTrouble trouble = new PodTrouble(PodView.of(pod), RULES);
		trouble.update(PodView.of(pod), now);
		return trouble;
	}

	private static List<Cause> firing(Pod pod, Instant now) {
		return at(pod, now).firing(now);
	}

	private static Cause web(String rule) {
		return new Cause(rule, "web");
	}

	@Test
	void crashLoopFiresAsLongAsItLastsAndForAQuarterOfAnHourAfterItsLastStart() {
		assertThat(firing(Pods.pod("Running", true, Pods.after(CRASH, Pods.waiting("CrashLoopBackOff"))), minute(600)))
			.containsExactly(web(PodTrouble.CRASHED));
		Pod restarted = Pods.pod("Running", true, Pods.after(CRASH, Pods.running(minute(9))));
		assertThat(firing(restarted, minute(23))).containsExactly(web(PodTrouble.CRASHED));
		assertThat(firing(restarted, minute(24))).isEmpty();
	}

	@Test
	void loopOfAProgramThatEndsWellFiresAfterItTooAndAlsoAcrossARestartOfHeal() {
		ContainerStatus done = Pods.ended("c1", 0, "Completed", minute(4));
		PodTrouble seen = at(Pods.pod("Running", true, Pods.after(done, Pods.waiting("CrashLoopBackOff"))), minute(5));
		assertThat(seen.firing(minute(5))).containsExactly(web(PodTrouble.CRASHED));
		Pod restarted = Pods.pod("Running", true, Pods.after(done, Pods.running(minute(6))));
		seen.update(PodView.of(restarted), minute(6));
		assertThat(seen.firing(minute(19))).containsExactly(web(PodTrouble.CRASHED));
		assertThat(seen.firing(minute(21))).isEmpty();
		PodTrouble fresh = at(restarted, minute(10));
		assertThat(fresh.firing(minute(10))).isEmpty();
		fresh.remember(web(PodTrouble.CRASHED), minute(10));
		assertThat(fresh.firing(minute(20))).containsExactly(web(PodTrouble.CRASHED));
		assertThat(fresh.firing(minute(21))).isEmpty();
	}

	@Test
	void containerThatStaysDeadInAPodThatGoesOnFires() {
		assertThat(firing(Pods.pod("Running", false, CRASH), minute(5))).containsExactly(web(PodTrouble.CRASHED));
		assertThat(firing(Pods.pod("Succeeded", false, CRASH), minute(5))).isEmpty();
		assertThat(firing(Pods.pod("Running", true, Pods.ended("c1", 0, "Completed", minute(4))), minute(5))).isEmpty();
	}

	@Test
	void deletedPodEndsItAtOnce() {
		Pod loop = Pods.pod("Running", true, Pods.after(CRASH, Pods.waiting("CrashLoopBackOff")));
		PodTrouble trouble = at(loop, minute(5));
		trouble.update(PodView.of(Pods.deleted(loop)), minute(6));
		assertThat(trouble.firing(minute(6))).isEmpty();
		assertThat(trouble.isOver(minute(6))).isTrue();
	}

	@Test
	void podThatIsToBeLeftAloneIs() {
		Pod loop = Pods.pod("Running", true, Pods.after(CRASH, Pods.waiting("CrashLoopBackOff")));
		assertThat(firing(Pods.labelled(loop, "heal.platform/exclude", "true"), minute(5))).isEmpty();
	}

	@Test
	void imageThatCannotBePulledFiresAfterTwoMinutesWhateverItsReasonsInBetween() {
		PodTrouble trouble = at(Pods.pod("Pending", false, Pods.waiting("ErrImagePull")), minute(0));
		trouble.update(PodView.of(Pods.pod("Pending", false, Pods.waiting("ContainerCreating"))), minute(1));
		trouble.update(PodView.of(Pods.pod("Pending", false, Pods.waiting("ImagePullBackOff"))), minute(1));
		assertThat(trouble.firing(minute(2).minusSeconds(1))).isEmpty();
		assertThat(trouble.firing(minute(2))).containsExactly(web(PodTrouble.CANNOT_START));
		assertThat(trouble.isOver(minute(2))).isFalse();
	}

	@Test
	void imageThatComesAtTheSecondTryDoesNotFire() {
		PodTrouble trouble = at(Pods.pod("Pending", false, Pods.waiting("ErrImagePull")), minute(0));
		trouble.update(PodView.of(Pods.pod("Running", true, Pods.running(minute(0)))), minute(0).plusSeconds(30));
		assertThat(trouble.firing(minute(2))).isEmpty();
		trouble.update(PodView.of(Pods.pod("Pending", false, Pods.waiting("ErrImagePull"))), minute(3));
		assertThat(trouble.firing(minute(4))).isEmpty();
	}

	@Test
	void imageThatCannotBePulledGoesOnAcrossARestartOfHeal() {
		Pod pod = Pods.pod("Pending", false, Pods.waiting("ImagePullBackOff"));
		PodTrouble trouble = new PodTrouble(PodView.of(pod), RULES);
		trouble.remember(web(PodTrouble.CANNOT_START), minute(5));
		trouble.update(PodView.of(pod), minute(5));
		assertThat(trouble.firing(minute(5))).containsExactly(web(PodTrouble.CANNOT_START));
	}

	@Test
	void failedPodFiresForAnHourFromItsEndOn() {
		Pod evicted = Pods.pod("Failed", false);
		assertThat(firing(evicted, minute(59))).containsExactly(new Cause(PodTrouble.FAILED, null));
		assertThat(firing(evicted, minute(60))).isEmpty();
		Pod gaveUp = Pods.pod("Failed", false, Pods.ended("c1", 1, "Error", minute(30)));
		assertThat(firing(gaveUp, minute(89))).containsExactly(new Cause(PodTrouble.FAILED, null));
		assertThat(at(gaveUp, minute(90)).isOver(minute(90))).isTrue();
	}

	@Test
	void pendingAndUnreadyPodsFireAfterAQuarterOfAnHour() {
		Pod unplaced = Pods.pod("Pending", false);
		assertThat(firing(unplaced, minute(15).minusSeconds(1))).isEmpty();
		assertThat(firing(unplaced, minute(15))).containsExactly(new Cause(PodTrouble.PENDING, null));
		Pod unready = Pods.pod("Running", false, Pods.running(minute(0)));
		assertThat(firing(unready, minute(15).minusSeconds(1))).isEmpty();
		assertThat(firing(unready, minute(15))).containsExactly(new Cause(PodTrouble.NOT_READY, null));
		assertThat(firing(Pods.pod("Running", true, Pods.running(minute(0))), minute(15))).isEmpty();
	}

	@Test
	void podIsNotUnreadyBeforeItRuns() {
		PodTrouble trouble = at(Pods.pod("Pending", false), minute(0));
		Pod running = Pods.pod("Running", false, Pods.running(minute(10)));
		trouble.update(PodView.of(running), minute(10));
		assertThat(trouble.firing(minute(24))).isEmpty();
		assertThat(trouble.firing(minute(25))).containsExactly(new Cause(PodTrouble.NOT_READY, null));
	}

	@Test
	void podThatIsWellIsForgotten() {
		assertThat(at(Pods.pod("Running", true, Pods.running(minute(0))), minute(1)).isOver(minute(1))).isTrue();
		assertThat(at(Pods.pod("Succeeded", false), minute(1)).isOver(minute(1))).isTrue();
	}

	@Test
	void endsAreThoseThatFailedAndThoseOfWhatShouldGoOn() {
		ContainerStatus done = Pods.ended("c2", 0, "Completed", minute(6));
		Pod pod = Pods.pod("Running", true, Pods.after(CRASH, done));
		assertThat(PodView.of(pod).ends()).extracting("id").containsExactly("containerd://c1", "containerd://c2");
		pod.getSpec().setRestartPolicy("OnFailure");
		assertThat(PodView.of(pod).ends()).extracting("id").containsExactly("containerd://c1");
	}

}
