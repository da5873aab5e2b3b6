package dev.heal.analysis.verdict;

import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.condition.ContainerReading;
import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.log.LogFinding;
import dev.heal.evidence.Manifest;

/**
 * Says in one sentence what failed and why.
 */
final class Summary {

	private static final int LIMIT = 200;

	private final Manifest manifest;

	private final PodReading pod;

	private final Verdict verdict;

	Summary(Manifest manifest, PodReading pod, Verdict verdict) {
		this.manifest = manifest;
		this.pod = pod;
		this.verdict = verdict;
	}

	String sentence() {
		return told() + ((this.verdict.cause() != Cause.NONE) ? new Aftermath(this.pod, this.verdict).clause() : "");
	}

	private String told() {
		ConditionFinding condition = this.verdict.condition();
		if (this.verdict.log() != null && this.verdict.logTells()) {
			return subject() + " " + verb() + ": " + error(this.verdict.log().finding());
		}
		String why = (condition != null) ? condition.statement() : Objects.requireNonNullElse(this.verdict.why(), "");
		if (this.verdict.cause() == Cause.NONE) {
			return this.manifest.pod() + " has not failed: " + why;
		}
		return ((condition != null) ? says(why) : subject() + ": " + why) + lastWords();
	}

	/**
	 * What the log says last where the cause is not known, or why it says nothing.
	 * @return the words, empty where the cause is known
	 */
	private String lastWords() {
		if (this.verdict.cause() != Cause.UNKNOWN) {
			return "";
		}
		return (this.verdict.log() != null) ? "; its log says: " + quote(this.verdict.log().finding().statement())
				: "; " + Silence.of(this.manifest);
	}

	private String subject() {
		return (this.verdict.container() != null) ? this.verdict.container() : this.manifest.pod();
	}

	private String says(String statement) {
		if (statement.startsWith("it ")) {
			return subject() + statement.substring(2);
		}
		return subject() + " " + verb() + ": " + statement;
	}

	private String verb() {
		if (this.pod.phase().equals("Failed")) {
			return "failed";
		}
		Optional<ContainerReading> container = this.pod.container(subject());
		if (container.flatMap(ContainerReading::ended).isPresent()) {
			return "crashed";
		}
		return container.filter(ContainerReading::running).isPresent() ? "is not well" : "cannot start";
	}

	private static String error(LogFinding finding) {
		return what(finding) + where(finding.location()) + message(finding) + reason(finding);
	}

	/**
	 * Says what stands before an error that tells no reason itself.
	 * @param finding the finding
	 * @return a clause, empty where the error tells itself
	 */
	private static String reason(LogFinding finding) {
		LogFinding.Line reason = finding.reason();
		return (reason != null) ? "; an earlier line says " + quote(Words.oneLine(reason.said())) : "";
	}

	private static String what(LogFinding finding) {
		String exception = finding.exception();
		return (exception != null) ? exception.substring(exception.lastIndexOf('.') + 1) : quote(finding.statement());
	}

	private static String message(LogFinding finding) {
		String message = finding.message();
		if (finding.exception() == null || message == null || message.isBlank()) {
			return "";
		}
		return ": " + quote(Words.oneLine(message));
	}

	private static String quote(String text) {
		return Words.quote(text, LIMIT);
	}

	private static String where(@Nullable Location location) {
		if (location == null) {
			return "";
		}
		String function = location.namesFunction() ? location.function() : null;
		String file = location.file();
		String place = (file != null) ? file + ((location.line() != null) ? ":" + location.line() : "") : "";
		if (function == null) {
			return place.isEmpty() ? "" : " at " + place;
		}
		return " in " + shortName(function) + (place.isEmpty() ? "" : " (" + place + ")");
	}

	private static String shortName(String function) {
		String[] parts = function.split("\\.", -1);
		return (parts.length > 2 && function.matches("[\\w.$<>]+"))
				? parts[parts.length - 2] + "." + parts[parts.length - 1] : function;
	}

}
