package dev.heal.remediation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.heal.analysis.Cause;

/**
 * Which failures start an agent, and how many at a time.
 *
 * @param enabled whether agents are started at all: true, false, or auto for where the
 * CodeRun CRD is installed
 * @param dryRun whether to say only what would have been started
 * @param causes the causes that start an agent by themselves
 * @param minConfidence how sure the analysis must be
 * @param excludedPrefixes beginnings of the names of pods that never start one
 * @param rules other causes and confidence for some pods; the first that matches counts
 * @param maxActive how many CodeRuns may be active at a time
 * @param maxPerHour how many may be started within an hour
 * @param maxPerDay how many may be started within a day, as a ceiling of cost
 * @param maxPerRepositoryAndDay how many of them for one repository
 * @param approval which wait for the approval of a person: none, config (what changes
 * something else than code) or all; not what somebody asked for
 * @param maxAttempts how many may be started for one failure
 * @param coolDown the time between the end of an attempt and the next one, in which a fix
 * can arrive
 * @param forgetAfter how long an attempt counts
 * @param healthyFor how long the workload must be healthy to count as repaired
 * @param pollInterval how often open remediations are looked at, besides when their
 * CodeRuns change
 * @param stopOverdue whether a CodeRun that takes longer is deleted, and its agent with
 * it
 * @param maxIssueFileSize the largest report that is handed on, in bytes
 * @param maxPromptSize how many characters of report and logs travel in a CodeRun whose
 * agent does not see the workspace
 */
@Validated
@ConfigurationProperties("heal.remediation")
record RemediationProperties(@DefaultValue("true") Enabled enabled, @DefaultValue("false") boolean dryRun,
		@DefaultValue("code-bug,oom,config,external-dependency") Set<Cause> causes,
		@DefaultValue("0.6") @DecimalMin("0") @DecimalMax("1") double minConfidence,
		@DefaultValue("heal-") List<String> excludedPrefixes, @DefaultValue List<@Valid Rule> rules,
		@DefaultValue("3") @Min(0) int maxActive, @DefaultValue("10") @Min(0) int maxPerHour,
		@Nullable @Min(0) Integer maxPerDay, @Nullable @Min(0) Integer maxPerRepositoryAndDay,
		@DefaultValue("none") Approval approval, @DefaultValue("3") @Min(1) int maxAttempts,
		@DefaultValue("30m") Duration coolDown, @DefaultValue("7d") Duration forgetAfter,
		@DefaultValue("2m") Duration healthyFor, @DefaultValue("5s") Duration pollInterval,
		@DefaultValue("false") boolean stopOverdue, @DefaultValue("1048576") @Min(1) long maxIssueFileSize,
		@DefaultValue("65536") @Min(1024) @Max(524288) int maxPromptSize) {

	/**
	 * What goes for some pods instead.
	 *
	 * @param namespace the pods' namespace, null for all; a {@code *} at its end stands
	 * for the rest
	 * @param labels labels that the pods carry
	 * @param enabled whether they start an agent at all
	 * @param dryRun whether to say only what would have been started
	 * @param causes the causes that start one, null as for all
	 * @param minConfidence how sure the analysis must be, null as for all
	 * @param approval which wait for the approval of a person, null as for all
	 */
	record Rule(@Nullable String namespace, @DefaultValue Map<String, String> labels,
			@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean dryRun, @Nullable Set<Cause> causes,
			@DecimalMin("0") @DecimalMax("1") @Nullable Double minConfidence, @Nullable Approval approval) {

	}

}
