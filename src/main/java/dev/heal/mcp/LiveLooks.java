package dev.heal.mcp;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.live.LiveDiagnosis;
import dev.heal.live.LiveFailure;
import dev.heal.live.Target;

/**
 * Looks at the live cluster, and remembers for a while what was seen, so that the lines
 * which a diagnosis cites are still those when somebody reads on.
 */
final class LiveLooks {

	private static final Duration MEMORY = Duration.ofMinutes(10);

	private static final long SIZE = 32L << 20;

	private static final int OBJECTS = 64 * 1024;

	private final Supplier<LiveDiagnosis> diagnosis;

	private final Cache<Key, Evidence> seen = Caffeine.newBuilder()
		.expireAfterWrite(MEMORY)
		.maximumWeight(SIZE)
		.<Key, Evidence>weigher((_, evidence) -> weight(evidence))
		.build();

	LiveLooks(Supplier<LiveDiagnosis> diagnosis) {
		this.diagnosis = diagnosis;
	}

	private static int weight(Evidence evidence) {
		long logs = evidence.manifest().files().stream().mapToLong(EvidenceFile::bytes).sum();
		return (int) Math.min(OBJECTS + logs, Integer.MAX_VALUE);
	}

	List<LiveFailure> of(String namespace, Target target) {
		return remember(this.diagnosis.get().of(namespace, target));
	}

	List<LiveFailure> failing(@Nullable String namespace) {
		return remember(this.diagnosis.get().failing(namespace, ""));
	}

	private List<LiveFailure> remember(List<LiveFailure> failures) {
		failures.stream().map(LiveFailure::evidence).forEach((evidence) -> this.seen.put(Key.of(evidence), evidence));
		return failures;
	}

	/**
	 * Returns what was seen of a pod a short while ago, else looks.
	 * @param namespace its namespace
	 * @param pod its name
	 * @return the evidence
	 */
	Evidence evidence(String namespace, String pod) {
		Evidence known = this.seen.getIfPresent(new Key(namespace, pod));
		return (known != null) ? known : of(namespace, Target.of(pod)).getFirst().evidence();
	}

	/**
	 * What it is remembered under.
	 */
	private record Key(String namespace, String pod) {

		static Key of(Evidence evidence) {
			return new Key(evidence.manifest().namespace(), evidence.manifest().pod());
		}

	}

}
