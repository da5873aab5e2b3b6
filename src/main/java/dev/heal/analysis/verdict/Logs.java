package dev.heal.analysis.verdict;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
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
		return sections(container, previousFirst).flatMap(List::stream).toList();
	}

	/**
	 * Returns the surest of what leads in each log.
	 * @return the finding, empty when no log tells
	 */
	Optional<Reading> best() {
		return sections(null, true).map(List::getFirst)
			.max(Comparator.comparingDouble((reading) -> reading.finding().confidence()));
	}

	/**
	 * Orders the logs, those that hold the end of a process first. Within one, the order
	 * is the one in which its lines were ranked.
	 */
	private Stream<List<Reading>> sections(@Nullable String container, boolean previousFirst) {
		Comparator<List<Reading>> fatal = Comparator
			.comparing((section) -> section.stream().noneMatch((reading) -> reading.finding().fatal()));
		Comparator<List<Reading>> generation = Comparator
			.comparing((section) -> section.getFirst().generation().equals("previous") != previousFirst);
		return this.readings.stream()
			.filter((reading) -> container == null || reading.container() == null
					|| Objects.equals(container, reading.container()))
			.collect(Collectors.groupingBy(Reading::section, LinkedHashMap::new, Collectors.toList()))
			.values()
			.stream()
			.sorted(fatal.thenComparing(generation));
	}

	/**
	 * A finding and the log that it is from.
	 *
	 * @param container the container, null when nothing tells whose log it is
	 * @param generation {@code current} or {@code previous}
	 * @param finding the finding
	 */
	record Reading(@Nullable String container, String generation, LogFinding finding) {

		private Section section() {
			return new Section(this.container, this.generation);
		}

	}

	private record Section(@Nullable String container, String generation) {

	}

}
