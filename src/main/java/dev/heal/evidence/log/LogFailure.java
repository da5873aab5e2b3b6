package dev.heal.evidence.log;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.heal.evidence.EvidenceFile.ContainerLog;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.log.ContainerLogSource.LogChangedException;
import dev.heal.evidence.log.ContainerLogSource.LogCutException;
import dev.heal.evidence.log.LogBudget.LogLimitException;

/**
 * Why a container's log could not be had, in the words of the manifest.
 *
 * @param state what it means for the log
 * @param reason the reason
 */
public record LogFailure(State state, String reason) {

	/**
	 * What a kubelet sends in place of a log that it has removed.
	 */
	static final String GONE = "unable to retrieve container logs for ";

	/**
	 * What Heal must be allowed to do to read logs.
	 */
	public static final String LOGS = "get on pods/log";

	private static final String NO_PREVIOUS = "no previous instance";

	private static final Pattern WAITING = Pattern.compile("is waiting to start: (.*)", Pattern.DOTALL);

	public static LogFailure gone() {
		return new LogFailure(State.ABSENT, "the log of this instance has been removed from its node");
	}

	public static LogFailure of(IOException cause, String verb) {
		if (cause instanceof ApiAnswerException answer) {
			return of(answer, verb);
		}
		if (cause instanceof LogLimitException) {
			return new LogFailure(State.TRUNCATED, String.valueOf(cause.getMessage()));
		}
		if (cause instanceof SocketTimeoutException) {
			return new LogFailure(State.FAILED, "the API server did not answer in time");
		}
		return new LogFailure(State.FAILED, "the connection to the API server failed: " + cause.getMessage());
	}

	public static LogFailure cut(IOException cause) {
		boolean isOfTheLog = cause instanceof LogCutException || cause instanceof LogChangedException
				|| cause instanceof LogLimitException;
		return new LogFailure(State.TRUNCATED,
				"cut off: " + (isOfTheLog ? cause.getMessage() : of(cause, LOGS).reason()));
	}

	/**
	 * Says why there is no log file at all.
	 * @param kind the kind of log
	 * @param containers what became of each container's log
	 * @return the reason
	 */
	static LogFailure worst(Kind kind, List<ContainerLog> containers) {
		State state = Stream.of(State.TRUNCATED, State.FAILED, State.DENIED)
			.filter((worst) -> containers.stream().anyMatch((container) -> container.state() == worst))
			.findFirst()
			.orElse(State.ABSENT);
		List<ContainerLog> causes = containers.stream().filter((container) -> container.state() == state).toList();
		if (kind == Kind.PREVIOUS_LOG && causes.stream().allMatch((log) -> NO_PREVIOUS.equals(log.reason()))) {
			return new LogFailure(state, "no container has a previous instance");
		}
		return new LogFailure(state, reasons(causes));
	}

	/**
	 * Says why a log file is not whole.
	 * @param containers what became of each container's log
	 * @return the reason, empty when the file is whole
	 */
	static Optional<String> incomplete(List<ContainerLog> containers) {
		List<ContainerLog> causes = containers.stream()
			.filter((log) -> log.state() != State.WRITTEN && log.state() != State.ABSENT)
			.toList();
		return causes.isEmpty() ? Optional.empty() : Optional.of(reasons(causes));
	}

	private static String reasons(List<ContainerLog> logs) {
		return logs.stream().map((log) -> log.container() + ": " + log.reason()).collect(Collectors.joining("; "));
	}

	private static LogFailure of(ApiAnswerException answer, String verb) {
		String message = answer.text();
		return switch (answer.code()) {
			case 204 -> new LogFailure(State.ABSENT, "the pod is not scheduled to a node yet");
			case 400 -> badRequest(message);
			case 401 -> new LogFailure(State.DENIED, "the API server does not know who Heal is: " + message);
			case 403 -> new LogFailure(State.DENIED, "Heal needs the verb %s: %s".formatted(verb, message));
			case 404 -> notFound(answer);
			default -> new LogFailure(State.FAILED, "HTTP status %d: %s".formatted(answer.code(), message));
		};
	}

	private static LogFailure badRequest(String message) {
		Matcher waiting = WAITING.matcher(message);
		if (waiting.find()) {
			return new LogFailure(State.ABSENT, "the container has not started: " + waiting.group(1));
		}
		if (message.startsWith("previous terminated container")) {
			return new LogFailure(State.ABSENT, NO_PREVIOUS);
		}
		if (message.startsWith(GONE)) {
			return gone();
		}
		boolean none = message.endsWith("is not available") || message.endsWith("no logs yet")
				|| message.endsWith("no logs available") || message.contains("can't be pulled")
				|| message.contains("trying and failing to pull image");
		return new LogFailure(none ? State.ABSENT : State.FAILED, message);
	}

	private static LogFailure notFound(ApiAnswerException answer) {
		if (answer.isAboutMissing("nodes")) {
			return new LogFailure(State.ABSENT, "the log is gone with its node: " + answer.text());
		}
		return new LogFailure(State.ABSENT, "the pod is gone: " + answer.text());
	}

}
