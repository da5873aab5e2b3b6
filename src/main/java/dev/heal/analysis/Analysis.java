package dev.heal.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * What failed and why. What is not known is null, never made up.
 *
 * @param cause the class of cause
 * @param subtype a finer class, such as {@code null-pointer}
 * @param confidence how sure, from 0 to 1
 * @param container the container that failed
 * @param generation the log that tells: {@code current} or {@code previous}
 * @param summary one sentence: what crashed and why
 * @param exception the type of the innermost exception
 * @param message its message
 * @param errorLine the line of the log that states the error best
 * @param excerpt the trace or message as it stands in the log
 * @param location the first frame in the application's own code
 * @param claims what is said, each with the evidence that it rests on
 * @param rivals other causes, when they are close
 * @param remedy what to do
 * @param fingerprint the failure's identity over restarts, replicas and wording; null
 * when there is no failure
 * @param changes what changed in the 24 hours before, as far as it could be seen: first
 * what the failure names, then the newest
 * @param dependency what in the cluster the failed pod calls in vain, null when the
 * failure names nothing there
 * @param source where the pod comes from, null when nothing tells
 * @param seenBefore when the same failure was there before, the latest time first
 */
public record Analysis(Cause cause, @Nullable String subtype, double confidence, @Nullable String container,
		@Nullable String generation, String summary, @Nullable String exception, @Nullable String message,
		@Nullable String errorLine, @Nullable Excerpt excerpt, @Nullable Location location, List<Claim> claims,
		List<Rival> rivals, @Nullable Remedy remedy, @Nullable String fingerprint, List<Change> changes,
		@Nullable Dependency dependency, @Nullable Source source, List<Earlier> seenBefore) {

	public Analysis {
		claims = List.copyOf(claims);
		rivals = List.copyOf(rivals);
		changes = List.copyOf(Objects.requireNonNullElse(changes, List.of()));
		seenBefore = List.copyOf(Objects.requireNonNullElse(seenBefore, List.of()));
	}

	/**
	 * Makes an analysis that knows of no changes.
	 */
	public Analysis(Cause cause, @Nullable String subtype, double confidence, @Nullable String container,
			@Nullable String generation, String summary, @Nullable String exception, @Nullable String message,
			@Nullable String errorLine, @Nullable Excerpt excerpt, @Nullable Location location, List<Claim> claims,
			List<Rival> rivals, @Nullable Remedy remedy, @Nullable String fingerprint) {
		this(cause, subtype, confidence, container, generation, summary, exception, message, errorLine, excerpt,
				location, claims, rivals, remedy, fingerprint, List.of(), null, null, List.of());
	}

	/**
	 * Adds what changed before.
	 * @param seen the changes
	 * @return the analysis with them
	 */
	public Analysis withChanges(List<Change> seen) {
		return new Analysis(this.cause, this.subtype, this.confidence, this.container, this.generation, this.summary,
				this.exception, this.message, this.errorLine, this.excerpt, this.location, this.claims, this.rivals,
				this.remedy, this.fingerprint, seen, this.dependency, this.source, this.seenBefore);
	}

	/**
	 * Adds where the pod comes from.
	 * @param origin where it comes from
	 * @param newRemedy what to do, there
	 * @return the analysis with it
	 */
	public Analysis of(Source origin, @Nullable Remedy newRemedy) {
		return new Analysis(this.cause, this.subtype, this.confidence, this.container, this.generation, this.summary,
				this.exception, this.message, this.errorLine, this.excerpt, this.location, this.claims, this.rivals,
				newRemedy, this.fingerprint, this.changes, this.dependency, origin, this.seenBefore);
	}

	/**
	 * Adds when the same failure was there before.
	 * @param earlier the times, the latest first
	 * @return the analysis with them
	 */
	public Analysis withSeenBefore(List<Earlier> earlier) {
		return new Analysis(this.cause, this.subtype, this.confidence, this.container, this.generation, this.summary,
				this.exception, this.message, this.errorLine, this.excerpt, this.location, this.claims, this.rivals,
				this.remedy, this.fingerprint, this.changes, this.dependency, this.source, earlier);
	}

	/**
	 * Adds what the pod depends on.
	 * @param called what it calls in vain
	 * @param newSummary the summary, which names it
	 * @param newClaims the claims, of what is seen of it, too
	 * @param newRemedy what to do
	 * @return the analysis with it
	 */
	public Analysis on(@Nullable Dependency called, String newSummary, List<Claim> newClaims,
			@Nullable Remedy newRemedy) {
		return new Analysis(this.cause, this.subtype, this.confidence, this.container, this.generation, newSummary,
				this.exception, this.message, this.errorLine, this.excerpt, this.location, newClaims, this.rivals,
				newRemedy, this.fingerprint, this.changes, called, this.source, this.seenBefore);
	}

	/**
	 * Consecutive lines of a log file.
	 *
	 * @param file the file, such as {@code current.log}
	 * @param firstLine the number of the first line, from 1
	 * @param lastLine the number of the last line
	 * @param text the lines
	 */
	public record Excerpt(String file, long firstLine, long lastLine, String text) {

	}

	/**
	 * A place in the application's code, or in a server's configuration.
	 *
	 * @param file the file as the log names it
	 * @param line the line
	 * @param function the function as the log names it
	 */
	public record Location(@Nullable String file, @Nullable Integer line, @Nullable String function) {

		/**
		 * Tells whether the function has a name, rather than being what a runtime calls
		 * the code outside of all functions, such as {@code <module>}.
		 * @return whether it has
		 */
		public boolean namesFunction() {
			return this.function != null && !this.function.matches("<\\w+>");
		}

	}

	/**
	 * A statement and the evidence for it.
	 *
	 * @param text the statement
	 * @param file the stored file; {@code surroundings.json} for what stands around the
	 * pod, {@code pod.json} and {@code events.json} offline
	 * @param line the line in the file, null where {@code path} is set
	 * @param path a JSON pointer into the object, null where {@code line} is set
	 */
	public record Claim(String text, String file, @Nullable Long line, @Nullable String path) {

	}

	/**
	 * Another cause that some of the evidence speaks for.
	 *
	 * @param cause the class of cause
	 * @param confidence how sure, from 0 to 1
	 * @param why what speaks for it
	 */
	public record Rival(Cause cause, double confidence, String why) {

	}

	/**
	 * What to do.
	 *
	 * @param kind the kind of change, such as {@code code-change}
	 * @param target the thing to change, null when it is not known
	 * @param text what to do, in a sentence
	 */
	public record Remedy(String kind, @Nullable String target, String text) {

		/**
		 * Whether it says what kind of thing is wrong, but not which.
		 * @return whether it names nothing to change
		 */
		@JsonIgnore
		public boolean isGeneric() {
			return this.target == null;
		}

	}

	/**
	 * Something that changed before the failure, which need not be its cause.
	 *
	 * @param what what was done, such as {@code roll-out of revision 4: image of web}
	 * @param object the object, such as {@code Deployment/web}
	 * @param when the time
	 * @param by the field manager that did it, null when it is not known
	 * @param from what was before, null when it is not known or not to be told
	 * @param to what is now
	 * @param named whether the failure speaks of what changed
	 */
	public record Change(String what, String object, Instant when, @Nullable String by, @Nullable String from,
			@Nullable String to, boolean named) {

	}

	/**
	 * A Service of the cluster that a failed pod calls in vain.
	 *
	 * @param service the Service, such as {@code shop/orders-db}
	 * @param members the incidents that there may be of what stands behind it: of its
	 * pods such as {@code shop/orders-db-0}, of its workload such as
	 * {@code shop/statefulset_orders-db}
	 * @param failing whether what stands behind it is seen to fail
	 * @param state what is seen of it
	 */
	public record Dependency(String service, List<String> members, boolean failing, String state) {

		public Dependency {
			members = List.copyOf(members);
		}

	}

	/**
	 * Where a pod comes from, as its labels and annotations and those of its workload
	 * tell.
	 *
	 * @param repository the repository of its image, null when it is not known
	 * @param revision the revision there, null when it is not known
	 * @param owner what applies its manifest, such as {@code Argo CD application shop},
	 * null when it is not known
	 * @param chart the Helm chart, null when there is none
	 * @param partOf the application that it is a part of, null when it is not known
	 */
	public record Source(@Nullable String repository, @Nullable String revision, @Nullable String owner,
			@Nullable String chart, @Nullable String partOf) {

	}

	/**
	 * One time that the same failure was there before.
	 *
	 * @param since when it began
	 * @param until when it ended
	 * @param incident the incident that ended last, such as {@code shop/web-0}
	 * @param end the state in which it ended
	 * @param reason why, null when the state says it all
	 * @param revision the revision of the workload that failed then, null when it is not
	 * known
	 * @param remediations its CodeRuns
	 * @param pullRequest the pull request of an agent, null when there was none
	 * @param held which revision kept it away, for how long, and since which it is back;
	 * null where the revisions do not tell
	 */
	public record Earlier(Instant since, Instant until, String incident, String end, @Nullable String reason,
			@Nullable Long revision, List<String> remediations, @Nullable String pullRequest, @Nullable String held) {

		public Earlier {
			remediations = List.copyOf(remediations);
		}

	}

}
