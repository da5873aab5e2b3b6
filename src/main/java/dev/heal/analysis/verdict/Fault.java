package dev.heal.analysis.verdict;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * What an error says is wrong, apart from the program that reports it and from what it
 * advises to do: neither is what to change.
 *
 * @param said what is wrong
 * @param advice what the error advises, empty when it advises nothing
 */
record Fault(String said, String advice) {

	/**
	 * A program of the system that says what it could not do.
	 */
	private static final Pattern REPORTER = Pattern
		.compile("^(?:\\S*/s?bin/[\\w.+-]+|(?:ba|da|a|z|k)?sh|ln|cp|mv|mkdir|chown|chmod|touch|rm|tar|cat): ");

	private static final Pattern ADVICE = Pattern.compile(
			"(?i)(?:^|[.;!?]\\s+|\\s-\\s)(?:try |consider |perhaps |hint:|run ['\"`]|did you mean|are you sure|(?:you (?:can|may|could)|if you (?:wish|want|really|know|need|are sure))\\b)"
					+ "|,? or (?:use|pass|set|start with|run with|restart with) (?:the )?(?:flag|option|switch|-)"
					+ "|\\brestart \\S+(?: \\S+)? with -");

	/**
	 * A line of a script, which tells what it could not use.
	 */
	private static final Pattern SCRIPT = Pattern.compile("^\\S+: (?:line )?\\d+: ");

	static Fault of(String statement) {
		String words = SCRIPT.matcher(statement).find() ? statement : REPORTER.matcher(statement).replaceFirst("");
		Matcher advice = ADVICE.matcher(words);
		return (advice.find() && advice.start() > 0)
				? new Fault(words.substring(0, advice.start()), words.substring(advice.start())) : new Fault(words, "");
	}

}
