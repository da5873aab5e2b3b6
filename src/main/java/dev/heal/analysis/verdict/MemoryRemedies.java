package dev.heal.analysis.verdict;

import java.util.Locale;
import java.util.Optional;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.condition.HeapSetting;
import dev.heal.analysis.log.LogFinding;

/**
 * What to change where the log says that memory ran out: the heap's own bound, or the
 * limit of the container.
 */
final class MemoryRemedies {

	private final LogFinding finding;

	private final ContainerSpec container;

	MemoryRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.container = container;
	}

	Remedy remedy() {
		String said = this.finding.statement().toLowerCase(Locale.ROOT);
		if (said.contains("cuda") || said.contains("gpu") || said.contains("hip out of")) {
			return of("GPU memory of " + this.container.name(),
					"Use less memory of the GPU (smaller model, batch or cache), or give %s a larger or a free one"
						.formatted(this.container.name()));
		}
		if ("child-killed".equals(this.finding.subtype())) {
			String limit = limit();
			return of(limits(),
					"Raise the memory limit of %s, or let what it runs use less (for a JVM by -Xmx or MaxRAMPercentage): the kernel ends a process so, without a word of its own, where the memory of its container or node runs out (%s)"
						.formatted(this.container.name(), limit));
		}
		if ("native-thread".equals(this.finding.subtype())) {
			return of("threads of " + this.container.name(),
					"Raise the limit of processes and threads that %s meets (podPidsLimit of the kubelet, pids.max, ulimit -u), or start fewer threads in it: it is their number that has run out, not the memory"
						.formatted(this.container.name()));
		}
		return heap(said);
	}

	private Remedy heap(String said) {
		String limit = limit();
		Optional<HeapSetting> setting = HeapSetting.of(this.container.spec());
		if (setting.isPresent()) {
			return of(setting.get().toString(),
					"Raise %s, and the memory limit so far that it leaves room beside the heap (%s)"
						.formatted(setting.get(), limit));
		}
		String target = limits();
		if (said.contains("java heap space")) {
			return of(target,
					"Raise the memory limit, or set -XX:MaxRAMPercentage in JAVA_TOOL_OPTIONS of %s: by default the heap gets a quarter of it (%s)"
						.formatted(this.container.name(), limit));
		}
		if (said.contains("heap limit") || said.contains("javascript heap")) {
			return of(target,
					"Set --max-old-space-size in NODE_OPTIONS of %s below its memory limit, and raise that (%s)"
						.formatted(this.container.name(), limit));
		}
		return of(target, "Give %s more memory, or make it use less (%s)".formatted(this.container.name(), limit));
	}

	private String limit() {
		return this.container.memoryLimit()
			.map((value) -> "the limit of %s is %s".formatted(this.container.name(), value))
			.orElse(this.container.isKnown() ? this.container.name() + " has no memory limit"
					: "its limit is not known");
	}

	private String limits() {
		String name = this.container.name();
		return name.startsWith("container ") ? name + " resources.limits.memory" : "resources.limits.memory of " + name;
	}

	private Remedy of(String target, String text) {
		return new Remedy("resource-increase", target, text + ": " + Remedies.quote(this.finding.statement()));
	}

}
