package dev.heal.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;

import dev.heal.remediation.IncidentState;
import dev.heal.workspace.Workspaces;

/**
 * What intake, a resolve and a poll cost with a hundred kept incidents and with twenty
 * thousand, and how long reading them after a start takes. Run by hand:
 * {@code java -cp <test classpath> dev.heal.incident.KeptIncidentsBenchmark [folder]}.
 */
final class KeptIncidentsBenchmark {

	private static final int ROUNDS = 200;

	private KeptIncidentsBenchmark() {
	}

	static void main(String[] arguments) throws IOException {
		Path folder = (arguments.length > 0) ? Path.of(arguments[0]) : Files.createTempDirectory("kept");
		measure(folder.resolve("warm-up"), 100);
		System.out.printf("%8s %12s %12s %12s %12s%n", "kept", "intake ms", "resolve ms", "poll ms", "reading ms");
		measure(folder.resolve("few"), 100);
		measure(folder.resolve("many"), 20_000);
	}

	private static void measure(Path root, int kept) throws IOException {
		IncidentStore store = StoredIncidents.in(Workspaces.in(root));
		keep(store, root, kept);
		long start = System.nanoTime();
		store.refresh();
		double reading = millis(System.nanoTime() - start);
		double intake = median((i) -> {
			store.find("shop", "new-" + i);
			store.save(StoredIncidents.of("new-" + i, "new-" + i, IncidentState.REMEDIATING));
		});
		double resolve = median((i) -> {
			store.update("shop", "new-" + i,
					(incident) -> incident.with(IncidentState.CLOSED, "over", StoredIncidents.NOW));
			store.isAwaited("new-" + i);
		});
		double poll = median((i) -> {
			store.ofFailure("new-" + i);
			store.isAwaited("new-" + i);
		});
		System.out.printf("%8d %12.3f %12.3f %12.4f %12.0f%n", kept, intake, resolve, poll, reading);
	}

	// written without waiting for the disk
	private static void keep(IncidentStore store, Path root, int kept) throws IOException {
		store.save(StoredIncidents.of("kept-0", "f0", IncidentState.CLOSED));
		Path folder = root.resolve(".heal/incidents/shop");
		String json = Files.readString(folder.resolve("kept-0.json"));
		for (int i = 1; i < kept; i++) {
			Files.writeString(folder.resolve("kept-" + i + ".json"),
					json.replace("kept-0", "kept-" + i).replace("\"f0\"", "\"f" + i % 500 + "\""));
		}
	}

	private static double median(IntConsumer action) {
		double[] times = new double[ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			long start = System.nanoTime();
			action.accept(i);
			times[i] = millis(System.nanoTime() - start);
		}
		Arrays.sort(times);
		return times[ROUNDS / 2];
	}

	private static double millis(long nanos) {
		return nanos / 1_000_000.0;
	}

}
