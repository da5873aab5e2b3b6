package dev.heal.analysis.condition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Weight;
import dev.heal.analysis.condition.Fact.Source;

/**
 * One entry of a rule file: what a reason and a fragment of its message mean. Named
 * groups of the expression can be used in the sentences as <code>{name}</code>.
 *
 * @param subtype the finer class
 * @param cause the class of cause
 * @param confidence how sure, 0.95 unless said
 * @param weight what it counts against the log, decides unless said
 * @param reasons the reasons by their source, each an expression for the whole reason;
 * those of the file unless said
 * @param message an expression for a fragment of the message
 * @param witness an expression for another event, as {@code Reason: message}, without
 * which it does not hold
 * @param where expressions for values of the specification
 * @param when the only stage of the pod in which it holds; that of the file unless said
 * @param identity the groups that tell one failure from another
 * @param statement what is wrong
 * @param remedy what to do
 */
record Rule(String subtype, Cause cause, @Nullable Double confidence, @Nullable Weight weight,
		@Nullable Map<Source, Pattern> reasons, @Nullable Pattern message, @Nullable Pattern witness,
		@Nullable Map<String, Pattern> where, @Nullable Stage when, @Nullable List<String> identity, String statement,
		Remedy remedy) {

	private static final double USUAL_CONFIDENCE = 0.95;

	/**
	 * Applies it to a fact.
	 * @param fact the fact
	 * @param pod the pod that it is about
	 * @return the finding, empty when the rule does not hold
	 */
	Optional<ConditionFinding> apply(Fact fact, PodReading pod) {
		Pattern reason = (this.reasons != null) ? this.reasons.get(fact.source()) : null;
		if (reason == null || !reason.matches(fact.reason()) || !holds(fact, pod)) {
			return Optional.empty();
		}
		Optional<Matcher> said = found(this.message, Stream.of(fact.message()));
		Optional<Matcher> witnessed = found(this.witness,
				pod.events().reversed().stream().map((event) -> event.reason() + ": " + event.message()));
		boolean complete = said.isPresent() == (this.message != null)
				&& witnessed.isPresent() == (this.witness != null);
		RuleValues values = new RuleValues(fact, pod, Stream.of(said, witnessed).flatMap(Optional::stream).toList());
		return (complete && isWhere(values)) ? Optional.of(finding(fact, values)) : Optional.empty();
	}

	private static Optional<Matcher> found(@Nullable Pattern pattern, Stream<String> texts) {
		return (pattern != null) ? texts.map(pattern::matcher).filter(Matcher::find).findFirst() : Optional.empty();
	}

	private boolean isWhere(RuleValues values) {
		return this.where == null || this.where.entrySet()
			.stream()
			.allMatch((entry) -> entry.getValue().matcher(values.fill("{" + entry.getKey() + "|}")).find());
	}

	private boolean holds(Fact fact, PodReading pod) {
		return this.when == null || this.when.holds(fact, pod);
	}

	private ConditionFinding finding(Fact fact, RuleValues values) {
		Remedy told = new Remedy(this.remedy.kind(), target(values), values.fill(this.remedy.text()));
		return new ConditionFinding(this.cause, this.subtype,
				(this.confidence != null) ? this.confidence : USUAL_CONFIDENCE,
				(this.weight != null) ? this.weight : Weight.DECIDES, values.container(),
				values.fill(this.statement) + besides(fact, values), Text.gist(fact.message()), signature(values),
				List.of(fact.anchor()), told);
	}

	private @Nullable String target(RuleValues values) {
		String target = values.fillOrNull(this.remedy.target());
		return (target != null) ? Text.name(target) : null;
	}

	private static String besides(Fact fact, RuleValues values) {
		if (fact.besides() == null) {
			return "";
		}
		String claims = fact.besides().contains("olume") ? values.fill("{claims|}") : "";
		return "; the others: " + Text.gist(fact.besides()) + (claims.isEmpty() ? "" : " (of claim " + claims + ")");
	}

	private String signature(RuleValues values) {
		StringBuilder signature = new StringBuilder(this.subtype);
		for (String group : (this.identity != null) ? this.identity : List.<String>of()) {
			signature.append('|').append(Text.withoutIds(values.fill("{" + group + "|}")));
		}
		return signature.toString();
	}

	Rule within(Map<Source, Pattern> usual, @Nullable Stage stage) {
		return new Rule(this.subtype, this.cause, this.confidence, this.weight,
				(this.reasons != null) ? this.reasons : usual, this.message, this.witness, this.where,
				(this.when != null) ? this.when : stage, this.identity, this.statement, this.remedy);
	}

}
