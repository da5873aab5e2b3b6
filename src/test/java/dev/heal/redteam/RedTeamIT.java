package dev.heal.redteam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import dev.heal.process.HealProcess;

/**
 * Runs every attack on a Heal with the memory of the chart. Each is judged by its
 * outcome: whether Heal lives, answers, and has kept to itself what it must.
 */
@Tag("red-team")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RedTeamIT {

	private static final Score SCORE = new Score();

	private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

	@TempDir(cleanup = CleanupMode.NEVER)
	private static Path folder;

	private static Battlefield field;

	private static Battlefield open;

	@BeforeAll
	static void start() throws IOException {
		Path jar = HealProcess.extract(folder);
		field = new Battlefield(jar, folder.resolve("guarded"), true);
		open = new Battlefield(jar, folder.resolve("open"), false);
	}

	@AfterAll
	static void stop() {
		SCORE.print();
		Stream.of(field, open).filter(Objects::nonNull).forEach(Battlefield::close);
	}

	@TestFactory
	Stream<DynamicTest> attacks() {
		Predicate<String> wanted = Pattern.compile(System.getProperty("heal.red-team", "")).asPredicate();
		return Stream
			.of(new CallerAttacks(field).all(), new RequestAttacks(field).all(), new BrowserAttacks(field, open).all(),
					new NameAttacks(field).all(), new AgentAttacks(field).all(), new ClusterAttacks(field).all(),
					new WordAttacks(field).all(), new VolumeAttacks(field).all(), new LoadAttacks(field).all())
			.flatMap(List::stream)
			.filter((attack) -> wanted.test(attack.group() + ": " + attack.name()))
			.map((attack) -> DynamicTest.dynamicTest(attack.group() + ": " + attack.name(), () -> run(attack)));
	}

	private static void run(Attack attack) {
		SCORE.note(attack, () -> {
			inTime(attack.step());
			Battlefield attacked = attack.group().equals("without tokens") ? open : field;
			attacked.assertIsUnharmed();
		});
	}

	private static void inTime(Attack.Step step) throws Exception {
		Future<?> running = THREADS.submit(() -> {
			step.run();
			return null;
		});
		try {
			running.get(3, TimeUnit.MINUTES);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AssertionError failed) {
				throw failed;
			}
			throw ex;
		}
		finally {
			running.cancel(true);
		}
	}

}
