package dev.heal.analysis.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * One container as the pod's specification and status tell of it.
 *
 * @param name its name
 * @param kind what kind of container
 * @param spec its specification, a missing node when there is none
 * @param status its status, a missing node when there is none yet
 * @param pointer the JSON pointer of the status
 * @param specPointer the JSON pointer of the specification
 */
public record ContainerReading(String name, Kind kind, JsonNode spec, JsonNode status, String pointer,
		String specPointer) {

	private static final Duration RECENT = Duration.ofHours(1);

	private static final Duration TODAY = Duration.ofDays(1);

	private static final int OFTEN = 3;

	private static final List<String> QUIET_REASONS = List.of("ContainerCreating", "PodInitializing", "");

	/**
	 * The kinds of containers.
	 */
	public enum Kind {

		/**
		 * Runs to its end before the others start.
		 */
		INIT,
		/**
		 * Starts before the others and goes on beside them.
		 */
		SIDECAR,
		/**
		 * One of the pod's own.
		 */
		REGULAR,
		/**
		 * Added later, for debugging.
		 */
		EPHEMERAL

	}

	public String waitingReason() {
		return this.status.at("/state/waiting/reason").asString("");
	}

	public boolean waiting() {
		return this.status.at("/state/waiting").isObject();
	}

	/**
	 * Tells whether it waits for others, and nothing is said against it.
	 * @return whether it only waits
	 */
	public boolean waitsQuietly() {
		return !running() && !ended().isPresent() && QUIET_REASONS.contains(waitingReason());
	}

	public boolean running() {
		return this.status.at("/state/running").isObject();
	}

	public boolean ready() {
		return this.status.path("ready").asBoolean(false);
	}

	public int restarts() {
		return this.status.path("restartCount").asInt(0);
	}

	public boolean longRunning() {
		return this.kind == Kind.REGULAR || this.kind == Kind.SIDECAR;
	}

	/**
	 * Returns the end of the latest instance that has ended.
	 * @return the end, empty when none has
	 */
	public Optional<Ending> ended() {
		return ending("/state").or(() -> ending("/lastState"));
	}

	private Optional<Ending> ending(String state) {
		JsonNode node = this.status.at(state + "/terminated");
		return node.isObject() ? Optional.of(new Ending(node, this.pointer + state + "/terminated")) : Optional.empty();
	}

	/**
	 * How long the present instance has been running.
	 * @param now the time of the evidence
	 * @return how long, zero when it does not run
	 */
	public Duration runningFor(Instant now) {
		return Times.of(this.status.at("/state/running/startedAt"))
			.map((start) -> Duration.between(start, now))
			.filter(Duration::isPositive)
			.orElse(Duration.ZERO);
	}

	/**
	 * Tells whether it runs and is ready again after an end.
	 * @return whether it is well again; false when it never ended
	 */
	public boolean runsAgain() {
		return running() && ready() && ending("/lastState").isPresent();
	}

	/**
	 * Tells whether it failed, but so long ago that nobody asks for that any more: what
	 * ended within the hour, or often within the day, is what an alert is about, however
	 * well it runs at the moment.
	 * @param pod the pod
	 * @return whether it has recovered; false when it never failed
	 */
	public boolean recovered(PodReading pod) {
		Duration past = ending("/lastState").flatMap(Ending::finished)
			.map((end) -> Duration.between(end, pod.now()))
			.orElse(runningFor(pod.now()));
		return runsAgain() && past.compareTo((restarts() < OFTEN) ? RECENT : TODAY) > 0;
	}

	/**
	 * Returns a resource from the specification as it is written there.
	 * @param kind {@code limits} or {@code requests}
	 * @param resource the resource
	 * @return its quantity, empty when it is not set
	 */
	public Optional<String> resource(String kind, String resource) {
		return Optional.of(this.spec.path("resources").path(kind).path(resource).asString(""))
			.filter((quantity) -> !quantity.isEmpty());
	}

	/**
	 * Returns what it asks for of a resource; a limit without a request is one.
	 * @param resource the resource
	 * @return the quantity, empty when it asks for none
	 */
	public Optional<String> requested(String resource) {
		return resource("requests", resource).or(() -> resource("limits", resource));
	}

}
