package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * What an error names that could be changed: a file, a port, a variable, a command. What
 * the error itself says goes before what stands around it.
 */
final class NamedObjects {

	private static final Pattern PORT = Pattern
		.compile("(?i:\\bport:? ?[\"'(]?)(\\d{1,5})\\b|\\b(?:tcp|udp)[46]? :(\\d{1,5})\\b"
				+ "|(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\]|\\*|::|(?:^|[\\s'\"(=@/])[a-z][a-z0-9-]*):(\\d{2,5})(?:$|: |[^\\d:.])");

	private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\\b");

	/**
	 * A variable of one word, which only what is said of it tells from any other word.
	 */
	private static final Pattern ANY_VARIABLE = Pattern
		.compile(VARIABLE.pattern() + "|[\"'`]\\$?([A-Z][A-Z0-9]{2,})[\"'`]");

	/**
	 * The code of an error, which looks like a variable.
	 */
	private static final Pattern CODE = Pattern.compile(
			"^ERR_|^(?:FILE|MLOG)_|_(?:ERROR|FAILED|FAILURE|EXCEPTION|NOT_FOUND|UNSUPPORTED|DENIED|REFUSED|INVALID)$");

	private static final Pattern OF_A_VARIABLE = Pattern
		.compile("(?i)\\b(?:env|environment|variables?|missing|required?|"
				+ "unset|undefined|set|defined|empty|expected|invalid|parse|parsing|convert|value|must be)\\b");

	private static final Pattern DEMANDS = Pattern
		.compile("(?i)\\b(?:must|need to|have to|please|should) (?:specify|set|define|provide|give)\\b");

	private static final Pattern QUOTED_VARIABLE = Pattern.compile("[\"'`]\\$?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)[\"'`]");

	/**
	 * What a service holds and a program asks it for.
	 */
	private static final Pattern HELD = Pattern.compile(
			"(?i)\\b((?:bucket|database|topic|queue|index|table|schema|vhost|exchange|stream|keyspace|container|repository|image)[: ]+[\"'`]?[a-z0-9][\\w./-]{2,})[\"'`]?(?: |:|$)|((?:database|topic|table|schema|vhost|relation|bucket) [\"'`][\\w./-]+[\"'`])");

	private static final Pattern AT_ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

	private static final Pattern OPERATION = Pattern
		.compile("calling the (\\w+) operation|not authorized to perform:? (\\S+)");

	private static final Pattern MODULE = Pattern.compile(
			"(?:install the|import (?:plugin|module|package)|shared libraries:|ClassNotFoundException:|NoClassDefFoundError:|find or load main class|main class|not find) (?:(?:the|a|any|main|module|class|package|plugin) )*([\\w./:@$-]*\\w)");

	/**
	 * Words that stand where a name could, and are none.
	 */
	private static final Pattern NO_NAME = Pattern.compile(
			"(?i)^(?:or|and|is|are|was|has|not|no|to|in|on|of|for|from|with|the|a|an|any|name|does|do|did|could|cannot|must|should|at|by|id|it|this|that|which|who|load|specified|given|main|class|module|plugin|package|data|agent|account|pair|because|but|exists?|already|input)$");

	/**
	 * Fields of a settings class, each with what is wrong with it on the next line.
	 */
	private static final Pattern FIELD = Pattern.compile(
			"(?m)^([\\w.]+)\\n[ \\t]+(?:[Ff]ield required|[Ii]nput should|value is not|none is not|\\S[^\\n]*[(\\[]type=)");

	/**
	 * Fields that have a value, which is refused.
	 */
	private static final Pattern REFUSED = Pattern.compile(
			"(?m)^([\\w.]+)\\n[ \\t]+(?:\\S[^\\n]*[(\\[]type=(?:type_error|value_error\\.(?:[a-ln-z]|m[a-hj-z])|value_error[,)]|\\w+_(?:type|parsing|scheme)\\b)|value is not)");

	private static final Pattern QUOTED = Pattern
		.compile("['\"`\u2018\u201C]([^'\"`\u2019\u201D\\s]{2,100})['\"`\u2019\u201D]");

	private static final Pattern ZSH_COMMAND = Pattern.compile("command not found: ([\\w./+-]+)");

	private static final Pattern PLUGIN = Pattern.compile("[Pp]lugin (?:named )?['\"`]([\\w.:/-]+)['\"`]");

	private static final Pattern COMMAND = Pattern.compile(
			"([\\w./+-]+): (?:command )?not found|exec: \"?([^\\s\":]+)\"?: executable file not found|env: [‘'\"]?([\\w./+-]+)[’'\"]?: No such file");

	/**
	 * What a line of a shell script could not use.
	 */
	private static final Pattern OF_A_SCRIPT = Pattern
		.compile("^\\S+: (?:line )?\\d+: (?:exec: |cannot (?:open|create) )?([^\\s:]+): ");

	private static final Pattern KERNEL_MODULE = Pattern.compile(
			"initiali[sz]e (?:ip6?tables )?table [`'\"]?(\\w+)|\\bthe (\\w+) module is loaded|(?i:modprobe: FATAL: Module) (\\w+)");

	private static final Pattern NODE_COMMAND = Pattern
		.compile("nsenter: [a-z' ]+:? ['\"]?([\\w./+-]+)['\"]?: No such file");

	/**
	 * A library that a module needs.
	 */
	private static final Pattern LIBRARY = Pattern.compile(
			"(?:loading shared librar(?:y|ies):? )?\\b(lib[\\w.+-]+\\.so[\\w.]*): (?:cannot open|No such file)|[Ll]ibrary not loaded: (\\S+)");

	private static final Pattern SETTING_URL = Pattern.compile(
			"(?:^|[\\s'\"`(=,\\[])((?:s3|gs|az|abfss?|wasbs?|hdfs|oci|nfs|file|jdbc:\\w+|postgres(?:ql)?|mysql|mongodb(?:\\+srv)?|rediss?|amqps?|nats|kafka|ldaps?|tcp|udp|unix)://[^\\s'\"`,;)\\](<>{}|$]{1,200})");

	private static final Pattern OPTION = Pattern.compile("(?:^|[\\s'\"`(])(--?[A-Za-z][\\w-]*)");

	private static final Pattern USER = Pattern
		.compile("(?i)\\b(?:user|role)(?:name)? [\"'`]?([\\w.@-]+)[\"'`]?|\\blogin(?:name)? [\"'`]([\\w.@-]+)[\"'`]");

	private final LogFinding finding;

	private final Fault fault;

	private final NamedAddress address;

	private final NamedSetting setting;

	private final NamedFiles files;

	NamedObjects(LogFinding finding) {
		this.finding = finding;
		this.fault = Fault.of(finding.statement());
		this.address = new NamedAddress(finding);
		this.setting = new NamedSetting(finding, this.fault);
		this.files = new NamedFiles(finding, this.fault);
	}

	Optional<String> address() {
		return this.address.address();
	}

	Optional<String> host() {
		return this.address.host();
	}

	Optional<String> port() {
		return inError(PORT).or(() -> Texts.first(PORT, this.finding.excerpt().text(), (port) -> true));
	}

	Optional<Integer> portInError() {
		return inError(PORT).map(Integer::valueOf);
	}

	List<String> variables() {
		List<String> variables = variables(this.fault.said());
		if (!variables.isEmpty()) {
			return variables;
		}
		List<String> fields = Texts.all(FIELD, this.finding.excerpt().text());
		if (!fields.isEmpty() || !String.valueOf(this.finding.subtype()).contains("env")) {
			return fields;
		}
		List<String> quoted = Texts.all(QUOTED_VARIABLE, this.finding.before() + "\n" + this.finding.excerpt().text());
		return quoted.isEmpty() ? demanded() : quoted;
	}

	/**
	 * Returns the variables of the first line beside the error that demands some.
	 * @return their names
	 */
	private List<String> demanded() {
		return this.finding.excerpt()
			.text()
			.lines()
			.filter((line) -> DEMANDS.matcher(line).find())
			.map(NamedObjects::variables)
			.filter((names) -> !names.isEmpty())
			.findFirst()
			.orElse(List.of());
	}

	/**
	 * Returns the fields of settings that have a value, which is refused.
	 * @return their names
	 */
	List<String> refused() {
		return Texts.all(REFUSED, this.finding.excerpt().text());
	}

	private static List<String> variables(String said) {
		return Texts.all(OF_A_VARIABLE.matcher(said).find() ? ANY_VARIABLE : VARIABLE, said)
			.stream()
			.filter((name) -> !CODE.matcher(name).find())
			.toList();
	}

	/**
	 * Returns what is wrong, without what the error advises.
	 * @return the words of the error
	 */
	Fault fault() {
		return this.fault;
	}

	/**
	 * Returns the program that the node lacks.
	 * @return its name
	 */
	Optional<String> nodeCommand() {
		return inError(NODE_COMMAND);
	}

	/**
	 * Returns what the kernel of the node lacks.
	 * @return such as {@code kernel module iptable_nat}
	 */
	Optional<String> kernelModule() {
		return inError(KERNEL_MODULE)
			.map((name) -> "kernel module " + (name.matches("nat|filter|mangle|raw") ? "iptable_" + name : name));
	}

	/**
	 * Returns what a line of a shell script could not use.
	 * @return the command or file
	 */
	Optional<String> scriptSubject() {
		return inError(OF_A_SCRIPT);
	}

	Optional<String> module() {
		return inError(ZSH_COMMAND).or(() -> inError(PLUGIN))
			.or(() -> inError(COMMAND))
			.or(() -> Texts.first(LIBRARY, this.finding.excerpt().text(), (library) -> true))
			.or(() -> Texts.first(QUOTED, this.fault.said(), (word) -> !word.contains("//")))
			.or(() -> Texts.first(MODULE, this.fault.said(), NamedObjects::isName));
	}

	/**
	 * Returns the setting that the error names.
	 * @return its name
	 */
	Optional<String> key() {
		return this.setting.name();
	}

	Optional<String> keyNearby() {
		return this.setting.nearby();
	}

	/**
	 * Returns the address that a setting holds, other than that of a page to read.
	 * @return such as {@code s3://models/shop}
	 */
	Optional<String> url() {
		return inError(SETTING_URL);
	}

	Optional<String> option() {
		return inError(OPTION);
	}

	/**
	 * Returns what of a service the error is about.
	 * @return such as {@code bucket reports}
	 */
	Optional<String> held() {
		return inError(HELD).filter((held) -> !AT_ADDRESS.matcher(held).find())
			.map((held) -> held.matches("[^\"'`]*[\"'`][^\"'`]*") ? held.replaceAll("[\"'`]", "") : held);
	}

	/**
	 * Returns the operation that a service refused.
	 * @return such as {@code s3:GetObject}
	 */
	Optional<String> operation() {
		return inError(OPERATION);
	}

	Optional<String> user() {
		return Texts.first(USER, this.fault.said(), NamedObjects::isName);
	}

	private static boolean isName(String word) {
		return !NO_NAME.matcher(word).find();
	}

	NamedFiles files() {
		return this.files;
	}

	/**
	 * Returns the file that the error is about.
	 * @return the file, empty when it names none
	 */
	Optional<String> path() {
		return this.files.path();
	}

	Optional<String> pathNearby() {
		return this.files.pathNearby();
	}

	Optional<String> fileOfRecord() {
		return this.files.fileOfRecord();
	}

	Optional<String> fileName() {
		return this.files.fileName();
	}

	/**
	 * Returns the limit that is too low, with what it is to be raised to.
	 * @return such as {@code vm.max_map_count=262144}
	 */
	Optional<String> limit() {
		return NamedLimit.of(this.finding);
	}

	private Optional<String> inError(Pattern pattern) {
		return Texts.first(pattern, this.fault.said(), (name) -> true);
	}

}
