package dev.heal.analysis.change;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.Cause;
import dev.heal.analysis.change.TemplateDiff.Difference;
import dev.heal.analysis.condition.Times;

/**
 * The revisions of one workload.
 *
 * @param all the revisions
 */
record Revisions(List<Revision> all) {

	private static final int MOST = 5;

	/**
	 * What may be shown; other values may be secrets.
	 */
	private static final String SHOWN = ".*\\.(?:image|resources\\..*|\\w+Probe\\..*)";

	static Revisions of(Stream<JsonNode> sets) {
		return new Revisions(sets.map(Revision::of)
			.flatMap(Optional::stream)
			.sorted(Comparator.comparingLong(Revision::number).reversed())
			.toList());
	}

	Stream<Instant> times() {
		return this.all.stream().map(Revision::created);
	}

	Optional<Instant> newest() {
		return times().findFirst();
	}

	/**
	 * Compares the newest revision with the one before.
	 * @param workload what it is a roll-out of, such as {@code Deployment/web}
	 * @param by who did it, null when it is not known
	 * @param failure the failure
	 * @return the change; empty when there is one revision only, or when the newest is an
	 * old one again, because nothing tells since when
	 */
	Optional<Change> latest(String workload, @Nullable String by, FailureWords failure) {
		if (this.all.size() < 2 || this.all.getFirst().created().isBefore(this.all.get(1).created())) {
			return Optional.empty();
		}
		Revision newest = this.all.getFirst();
		Revision before = this.all.get(1);
		List<Difference> differences = TemplateDiff.differences(before.template(), newest.template());
		boolean named = failure.subtype().equals("regression")
				|| differences.stream().anyMatch((difference) -> isNamed(difference, failure));
		String parts = differences.stream()
			.map(Revisions::title)
			.distinct()
			.limit(MOST)
			.collect(Collectors.joining(", "));
		return Optional.of(new Change("roll-out of revision %d: %s".formatted(newest.number(), parts), workload,
				newest.created(), by, "revision %d%s%s".formatted(before.number(), good(), values(differences, true)),
				"revision %d%s".formatted(newest.number(), values(differences, false)), named));
	}

	private String good() {
		return this.all.stream()
			.skip(1)
			.filter((revision) -> revision.ready() > 0)
			.findFirst()
			.map((revision) -> " (revision %d of %s still has ready pods)".formatted(revision.number(),
					revision.created()))
			.orElse("");
	}

	private static String values(List<Difference> differences, boolean before) {
		String values = differences.stream()
			.filter((difference) -> difference.path().matches(SHOWN))
			.limit(MOST)
			.map((difference) -> before ? difference.was() : difference.is())
			.map((value) -> (value != null) ? value : "none")
			.collect(Collectors.joining(", "));
		return values.isEmpty() ? "" : ": " + values;
	}

	private static boolean isNamed(Difference difference, FailureWords failure) {
		String path = difference.path();
		return (path.endsWith(".memory") && failure.cause() == Cause.OOM)
				|| (path.contains("Probe.") && failure.subtype().contains("probe"))
				|| (path.endsWith(".image") && failure.subtype().contains("image"))
				|| failure.name(path.replaceFirst(".*\\.env\\[([^]]+)].*", "$1"))
				|| Stream.of(difference.was(), difference.is()).flatMap(Stream::ofNullable).anyMatch(failure::name);
	}

	// an environment variable counts as one, whatever its value comes from
	private static String title(Difference difference) {
		return difference.path()
			.replaceFirst("^(?:init)?[cC]ontainers\\[([^]]+)]\\.env\\[([^]]+)].*", "env $2 of $1")
			.replaceFirst("^(?:init)?[cC]ontainers\\[([^]]+)]\\.(.*)", "$2 of $1");
	}

	/**
	 * One revision.
	 *
	 * @param number its number
	 * @param created when it was made
	 * @param template the template of its pods
	 * @param ready how many of its pods are ready
	 */
	record Revision(long number, Instant created, JsonNode template, int ready) {

		static Optional<Revision> of(JsonNode set) {
			boolean ofSet = set.path("data").isObject();
			long number = ofSet ? set.path("revision").asLong(0)
					: set.at("/metadata/annotations").path("deployment.kubernetes.io/revision").asLong(0);
			JsonNode template = set.at(ofSet ? "/data/spec/template" : "/spec/template");
			return Times.of(set.at("/metadata/creationTimestamp"))
				.map((created) -> new Revision(number, created, template, set.at("/status/readyReplicas").asInt(0)));
		}

	}

}
