package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The setting that an error is about, in the words in which programs refuse one, the
 * plainest first.
 */
final class NamedSetting {

	private static final String QUOTED = "\\\\?[\"'`\u2018\u201C\u00AB]([A-Za-z_$][\\w.$/-]{1,80})\\\\?[\"'`\u2019\u201D\u00BB]";

	private static final String WORD = "(?:parameter|setting|property|placeholder|(?:sub)?option|variable|attribute|field|directive|argument|flag|key|plugin|receiver|section|provider|driver|backend|type)";

	/**
	 * A value that is refused, which is no name.
	 */
	private static final Pattern VALUE = Pattern.compile("(?i)\\bvalues?(?: of)?:? " + QUOTED);

	/**
	 * What code misses, which is no setting.
	 */
	private static final Pattern MEMBER = Pattern
		.compile("(?i)\\bhas no (?:attribute|method|member|property) " + QUOTED);

	/**
	 * A parameter of a function, as .NET and PHP name it, which is no setting.
	 */
	private static final Pattern PARAMETER = Pattern
		.compile("\\(Parameter '\\w+'\\)|\\bParameter name: \\w+|Argument #\\d+ \\(\\$\\w+\\)");

	private static final List<Pattern> FORMS = List.of(Pattern.compile(
			"(?i)\\b(?:unsupported|invalid|unknown|unrecogni[sz]ed|bad|illegal) ([a-z][\\w.-]*)(?: value)?:? [\"'`]"),
			Pattern.compile("\\b([A-Z]\\w+) property has not been"),
			Pattern.compile("(?i)\\bvalidation of ((?:\\[[\\w.]+\\]|\\w+)(?:\\.\\w+)*)"),
			Pattern.compile(
					"(?i)\\b(?:unknown|unrecogni[sz]ed|invalid|unsupported|undefined|duplicate|missing|required|unexpected|illegal|bad|no such) (?:\\w+ ){0,3}"
							+ QUOTED),
			Pattern.compile("(?i)" + WORD + ":? " + QUOTED), Pattern.compile("(?i)" + QUOTED + " " + WORD),
			Pattern
				.compile("(?i)\\b(?:field|key|option|property) ([a-z_][\\w.-]+) (?:not found|is|was|must|does not)\\b"),
			Pattern.compile("(?i)" + QUOTED + " (?:is|was|must|has to|needs to|cannot|can't|should|does not|not)\\b"),
			Pattern.compile(
					"\\b([a-z]\\w*(?:[._-]\\w+)+|[a-z]+[A-Z]\\w+) (?:is (?:required|missing|not set|mandatory|empty|invalid)|must be|cannot be|not set|is a lower setting)"),
			Pattern.compile("\\b([a-z]\\w*(?:[._]\\w+)+) = \\S+ is "),
			Pattern.compile("\\b([a-z]\\w*(?:[._-]\\w+)+) (?:settings?|values?)\\b"),
			Pattern.compile(
					"(?:^|\\s)([a-z]\\w*(?:[._-]\\w+)*) has (?:an )?(?:invalid|illegal|wrong|bad) (?:key|value|format|length)\\b"),
			Pattern.compile(
					"(?i)\\bno ([a-z][\\w.-]+) (?:setting |is |was |were |has been )?(?:provided|given|specified|supplied|configured|defined|set)\\b"),
			Pattern.compile("(?m)^>>> '([\\w-]+)"), Pattern.compile("\\b[Cc]onfigured ([a-z]\\w*(?:[._]\\w+)+)\\b"),
			Pattern.compile("\\b(plugin/[a-z]\\w*): "),
			Pattern.compile("(?i)\\b(?:decoding|unmarshall?ing|parsing|reading|loading) " + QUOTED),
			Pattern.compile(
					"\\b(?:field|key|node|property|option|name|section)[:=] ?([a-z][\\w-]*(?:[._-][\\w-]+|[A-Z]\\w*)+|[a-z]\\w+$)"),
			Pattern.compile("(?i)\\b(?:expected|for|of|in|section|file) \\(?" + QUOTED));

	private static final Pattern NO_NAME = Pattern.compile(
			"(?i)^(?:the|a|an|is|it|this|that|value|file|config|configuration|string|int|integer|number|type|true|false|null|none|and|or|not|application|app|server|service|database|user|password|host|port|name|command|process)$");

	/**
	 * Kinds of things of which the name follows.
	 */
	private static final Pattern KIND = Pattern.compile(
			"(?i)^(?:flags?|options?|keys?|plugin|directives?|fields?|propert(?:y|ies)|parameters?|settings?|arguments?|commands?|receiver|sections?|provider|drivers?|backends?|types?|attributes?|variables?|names?|keywords?|tokens?|characters?|identifiers?|symbols?|modules?|functions?|methods?|label|user|host|database|tables?|columns?|service|image|tags?|nodes?|elements?|formats?|files?|paths?|urls?|entry|input|output|exporter|processor|extension|values?|placeholder)$");

	private final LogFinding finding;

	private final Fault fault;

	NamedSetting(LogFinding finding, Fault fault) {
		this.finding = finding;
		this.fault = fault;
	}

	/**
	 * Returns the setting that the error itself names.
	 * @return its name
	 */
	Optional<String> name() {
		return in(this.fault.said());
	}

	/**
	 * Returns the setting that the lines beside the error name.
	 * @return its name
	 */
	Optional<String> nearby() {
		return in(this.finding.excerpt().text());
	}

	private static Optional<String> in(String text) {
		String values = PARAMETER.matcher(VALUE.matcher(text).replaceAll("value")).replaceAll("");
		String names = MEMBER.matcher(values).replaceAll("has none");
		return FORMS.stream()
			.flatMap((form) -> Texts.first(form, names, NamedSetting::isName).stream())
			.map((name) -> name.replaceAll("[\\[\\]]", ""))
			.findFirst();
	}

	private static boolean isName(String word) {
		return !NO_NAME.matcher(word).find() && !KIND.matcher(word).find();
	}

}
