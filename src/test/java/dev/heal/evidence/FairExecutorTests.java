package dev.heal.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FairExecutor}.
 */
@Timeout(30)
class FairExecutorTests {

	private final CountDownLatch never = new CountDownLatch(1);

	private String endless() throws InterruptedException {
		this.never.await();
		return "";
	}

	@Test
	void endlessTasksOfOneCallerLeaveRoomForOthers() throws Exception {
		try (FairExecutor executor = new FairExecutor(8)) {
			for (int i = 0; i < 100; i++) {
				executor.submit("greedy", this::endless);
			}
			for (int i = 0; i < 100; i++) {
				assertThat(executor.submit("modest", () -> "done").get(10, TimeUnit.SECONDS)).isEqualTo("done");
			}
		}
	}

	@Test
	void endlessTasksOfSeveralCallersLeaveRoomForAnother() throws Exception {
		try (FairExecutor executor = new FairExecutor(64)) {
			for (String caller : List.of("a", "b", "c", "d")) {
				for (int i = 0; i < 100; i++) {
					executor.submit(caller, this::endless);
				}
			}
			assertThat(executor.submit("e", () -> "done").get(10, TimeUnit.SECONDS)).isEqualTo("done");
		}
	}

	@Test
	void whatWaitsRunsWhenThereIsRoomAgain() throws Exception {
		try (FairExecutor executor = new FairExecutor(4)) {
			List<Integer> order = Collections.synchronizedList(new ArrayList<>());
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				int number = i;
				all.add(executor.submit("one", () -> order.add(number)));
			}
			for (Future<?> task : all) {
				task.get(10, TimeUnit.SECONDS);
			}
			assertThat(order).hasSize(50);
		}
	}

	@Test
	void callersTakeTurns() throws Exception {
		try (FairExecutor executor = new FairExecutor(1)) {
			CountDownLatch go = new CountDownLatch(1);
			executor.submit("first", () -> go.await(10, TimeUnit.SECONDS));
			List<String> order = Collections.synchronizedList(new ArrayList<>());
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				all.add(executor.submit("first", () -> order.add("first")));
			}
			all.add(executor.submit("second", () -> order.add("second")));
			go.countDown();
			for (Future<?> task : all) {
				task.get(10, TimeUnit.SECONDS);
			}
			assertThat(order.indexOf("second")).isLessThan(2);
		}
	}

}
