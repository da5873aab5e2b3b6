package dev.heal.incident;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.incident.IncidentIndex.Entry;
import dev.heal.remediation.IncidentState;

/**
 * The incidents as people look at them: those of one failure together, those that go on
 * first.
 */
@Component
public class FailureOverview {

	private static final int HOURS = 24;

	private final IncidentStore store;

	private final ReportFiles reports;

	private final Clock clock;

	FailureOverview(IncidentStore store, ReportFiles reports, Clock clock) {
		this.store = store;
		this.reports = reports;
		this.clock = clock;
	}

	/**
	 * Lists failures.
	 * @param filter which ones
	 * @param page the page, from 0
	 * @param size how many to a page
	 * @return the failures of the page
	 */
	public FailurePage list(FailureFilter filter, int page, int size) {
		List<Entry> found = this.store.list(filter::takes);
		List<List<Entry>> failures = new ArrayList<>(
				found.stream().collect(Collectors.groupingBy(FailureOverview::key)).values());
		failures.sort(Comparator.comparing(FailureOverview::goesOn)
			.thenComparing((entries) -> newest(entries).createdAt())
			.reversed());
		List<FailureGroup> shown = failures.stream()
			.skip((long) page * size)
			.limit(size)
			.flatMap((entries) -> group(entries).stream())
			.toList();
		return new FailurePage(shown, failures.size(), found.size(), perHour(found));
	}

	/**
	 * Returns an incident.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name, or {@code <kind>_<name>} of a workload
	 * @return the incident, empty when there is none
	 */
	public Optional<IncidentView> find(String namespace, String pod) {
		return this.store.find(namespace, pod).map(IncidentView::of);
	}

	/**
	 * Returns the incidents of the same failure, the newest first.
	 * @param incident one of them
	 * @param limit how many at most
	 * @return the incidents, itself among them
	 */
	public List<IncidentView> ofSameFailure(IncidentView incident, int limit) {
		String failure = incident.failure();
		if (failure == null) {
			return List.of(incident);
		}
		return this.store
			.read(this.store.list((entry) -> failure.equals(entry.failure()))
				.stream()
				.sorted(Comparator.comparing(Entry::createdAt).reversed())
				.limit(limit))
			.stream()
			.map(IncidentView::of)
			.toList();
	}

	/**
	 * Returns the report that counts.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the report in markdown, empty when there is none
	 */
	public Optional<String> report(String namespace, String pod) {
		return this.reports.read(namespace, pod).map((report) -> new String(report, StandardCharsets.UTF_8));
	}

	/**
	 * Returns Heal's own report where somebody else's takes its place.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the report in markdown, empty when the one that counts is Heal's
	 */
	public Optional<String> reportBeside(String namespace, String pod) {
		return this.reports.beside(namespace, pod).map((report) -> new String(report, StandardCharsets.UTF_8));
	}

	/**
	 * Returns a number that is another one when an incident has changed.
	 * @return the number of changes that this process knows of
	 */
	public long changes() {
		return this.store.changes();
	}

	/**
	 * Returns the incidents that have changed of late.
	 * @param since since when
	 * @param wanted which of them, by {@code <namespace>/<pod>} and the time of the
	 * change
	 * @return the incidents, those that changed first first
	 */
	public List<IncidentView> changedSince(Instant since, BiPredicate<String, Instant> wanted) {
		return this.store
			.read(this.store
				.list((entry) -> entry.updatedAt().isAfter(since) && wanted.test(entry.id(), entry.updatedAt()))
				.stream()
				.sorted(Comparator.comparing(Entry::updatedAt)))
			.stream()
			.map(IncidentView::of)
			.toList();
	}

	private static String key(Entry entry) {
		return (entry.failure() != null) ? entry.failure() : entry.id();
	}

	private static boolean goesOn(List<Entry> entries) {
		return entries.stream().anyMatch((entry) -> entry.state().isOpen());
	}

	private static Entry newest(List<Entry> entries) {
		return entries.stream().max(Comparator.comparing(Entry::createdAt)).orElseThrow();
	}

	private Optional<FailureGroup> group(List<Entry> entries) {
		Map<Boolean, Long> counts = entries.stream()
			.collect(Collectors.partitioningBy((entry) -> entry.state().isOpen(), Collectors.counting()));
		Instant since = entries.stream().map(Entry::createdAt).min(Comparator.naturalOrder()).orElseThrow();
		return this.store.read(List.of(newest(entries)).stream())
			.stream()
			.findFirst()
			.map((incident) -> new FailureGroup(IncidentView.of(incident), entries.size(),
					counts.getOrDefault(true, 0L).intValue(), since));
	}

	// the last hour is the last one
	private List<Integer> perHour(List<Entry> entries) {
		Instant now = this.clock.instant();
		Map<Long, Long> counts = entries.stream()
			.map((entry) -> Duration.between(entry.createdAt(), now).toHours())
			.filter((hours) -> hours >= 0 && hours < HOURS)
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		List<Integer> hours = new ArrayList<>();
		for (long hour = HOURS - 1; hour >= 0; hour--) {
			hours.add(counts.getOrDefault(hour, 0L).intValue());
		}
		return hours;
	}

	/**
	 * Which failures are wanted.
	 *
	 * @param state the state of an incident, null for all
	 * @param namespace the namespace, null for all
	 * @param cause the id of the cause, null for all
	 * @param search part of the name of the pod or its namespace, null for all
	 */
	public record FailureFilter(@Nullable IncidentState state, @Nullable String namespace, @Nullable String cause,
			@Nullable String search) {

		boolean takes(Entry entry) {
			return (this.state == null || entry.state() == this.state)
					&& (this.namespace == null || this.namespace.equals(entry.namespace()))
					&& (this.cause == null || (entry.cause() != null && this.cause.equals(entry.cause().id())))
					&& (this.search == null || entry.id().contains(this.search));
		}

	}

	/**
	 * A failure.
	 *
	 * @param newest its newest incident
	 * @param incidents how many incidents it has
	 * @param open how many of them go on
	 * @param since when the first of them began
	 */
	public record FailureGroup(IncidentView newest, int incidents, int open, Instant since) {

	}

	/**
	 * One page of failures.
	 *
	 * @param failures the failures, those that go on first
	 * @param total how many there are in all pages
	 * @param incidents how many incidents they have
	 * @param perHour how many incidents began in each of the last hours, the last one
	 * last
	 */
	public record FailurePage(List<FailureGroup> failures, int total, int incidents, List<Integer> perHour) {

	}

}
