package dev.heal.analysis.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.LogFinding;

/**
 * What all the logs of the pod say.
 *
 * @param readings the findings, in the order of the files, the likeliest of each section
 * first
 * @param lines whether any log holds a line at all
 */
record Logs(List<Reading> readings, boolean lines) {

	Logs {
		readings = List.copyOf(readings);
	}

	/**
	 * Returns what the logs say about the failure of a container.
	 * @param container the container, null for any
	 * @param previousFirst whether the failed instance is the previous one
	 * @return the findings, the best first
	 */
	List<Reading> of(@Nullable String container, boolean previousFirst) {
		Comparator<Reading> generation = Comparator
			.comparing((reading) -> reading.generation().equals("previous") != previousFirst);
		Comparator<Reading> fatal = Comparator.comparing((reading) -> !reading.finding().fatal());
		return this.readings.stream()
			.filter((reading) -> container == null || reading.container() == null
					|| Objects.equals(container, reading.container()))
			.sorted(fatal.thenComparing(generation))
			.toList();
	}

	Optional<Reading> best() {
		return Stream.of(of(null, true))
			.flatMap(List::stream)
			.max(Comparator.comparingDouble((reading) -> reading.finding().confidence()));
	}

	/**
	 * A finding and the log that it is from.
	 *
	 * @param container the container, null when nothing tells whose log it is
	 * @param generation {@code current} or {@code previous}
	 * @param finding the finding
	 */
	record Reading(@Nullable String container, String generation, LogFinding finding) {

	}

}
