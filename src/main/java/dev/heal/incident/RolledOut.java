package dev.heal.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.evidence.Evidence;

/**
 * The revisions of a Deployment in the order in which they were rolled out.
 *
 * @param all the revisions; none when an old one was rolled out again, because nothing
 * tells since when
 * @param current the one of the pod that fails
 */
record RolledOut(List<Revision> all, Optional<Revision> current) {

	static RolledOut of(Evidence evidence) {
		List<Revision> all = evidence.surroundings()
			.path("replicaSets")
			.valueStream()
			.flatMap((set) -> Revision.of(set).stream())
			.sorted(Comparator.comparingLong(Revision::number))
			.toList();
		boolean inOrder = IntStream.range(1, all.size())
			.allMatch((index) -> all.get(index - 1).created().isBefore(all.get(index).created()));
		List<String> owners = evidence.pod()
			.at("/metadata/ownerReferences")
			.valueStream()
			.map((owner) -> owner.path("uid").asString(""))
			.toList();
		return new RolledOut(inOrder ? all : List.of(),
				all.stream().filter((revision) -> owners.contains(revision.uid())).findFirst());
	}

	/**
	 * Says which revision kept a failure away.
	 * @param failed the revision that failed before
	 * @param until when that ended
	 * @param back when the failure was seen again
	 * @return such as {@code revision 13 held for 9 d; back since revision 14}, empty
	 * when the revisions do not tell
	 */
	Optional<String> held(long failed, Instant until, Instant back) {
		Optional<Revision> good = this.all.stream()
			.filter((revision) -> !revision.created().isAfter(until))
			.reduce((_, later) -> later)
			.filter((revision) -> revision.number() > failed);
		return good.flatMap((revision) -> this.current.filter((now) -> now.number() >= revision.number())
			.map((now) -> held(revision, now, until, back)));
	}

	private String held(Revision good, Revision now, Instant until, Instant back) {
		Optional<Revision> next = this.all.stream().filter((revision) -> revision.number() > good.number()).findFirst();
		Instant end = next.map(Revision::created).filter(back::isAfter).orElse(back);
		String held = "revision %d held for %s".formatted(good.number(), text(Duration.between(until, end)));
		if (now.equals(good)) {
			return held + ", and fails in the same way now";
		}
		return held + (next.filter(now::equals).isPresent() ? "; back since revision " : "; back in revision ")
				+ now.number();
	}

	private static String text(Duration time) {
		return Stream.of(part(time.toDays(), "d"), part(time.toHoursPart(), "h"), part(time.toMinutesPart(), "min"))
			.filter((part) -> !part.isEmpty())
			.limit(2)
			.reduce((one, other) -> one + " " + other)
			.orElse("less than a minute");
	}

	private static String part(long number, String unit) {
		return (number > 0) ? number + " " + unit : "";
	}

	/**
	 * One revision.
	 *
	 * @param number its number
	 * @param created when it was rolled out first
	 * @param uid the UID of its ReplicaSet
	 */
	record Revision(long number, Instant created, String uid) {

		static Optional<Revision> of(JsonNode set) {
			long number = set.at("/metadata/annotations").path("deployment.kubernetes.io/revision").asLong(0);
			try {
				Instant created = Instant.parse(set.at("/metadata/creationTimestamp").asString(""));
				return (number > 0) ? Optional.of(new Revision(number, created, set.at("/metadata/uid").asString("")))
						: Optional.empty();
			}
			catch (DateTimeParseException ex) {
				return Optional.empty();
			}
		}

	}

}
