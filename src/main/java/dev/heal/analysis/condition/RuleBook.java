package dev.heal.analysis.condition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import dev.heal.analysis.condition.Fact.Source;

/**
 * The rules in the files of the folder {@code rules}. In each file the first rule that
 * holds for a fact wins.
 */
final class RuleBook implements Condition {

	// named one by one: to look for them, every library of the classpath would be opened
	static final List<String> FILES = List.of("autoscaling", "claims", "container-config", "container-start", "hooks",
			"images", "node", "owners", "pod-conditions", "pod-status", "sandbox", "scheduling", "volumes");

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
		.addModule(new SimpleModule().addDeserializer(Pattern.class, patterns()))
		.build();

	private final List<RuleFile> files;

	RuleBook() {
		this.files = FILES.stream().map((file) -> read("rules/" + file + ".yaml")).toList();
	}

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		List<Fact> facts = Facts.of(pod).toList();
		return this.files.stream().flatMap((file) -> facts.stream().flatMap((fact) -> file.apply(fact, pod).stream()));
	}

	private static RuleFile read(String file) {
		try (InputStream content = Objects.requireNonNull(RuleBook.class.getResourceAsStream(file), file)) {
			Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(content);
			return MAPPER.convertValue(yaml, RuleFile.class).withDefaults();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read the rules " + file, ex);
		}
	}

	private static ValueDeserializer<Pattern> patterns() {
		return new ValueDeserializer<>() {

			@Override
			public Pattern deserialize(tools.jackson.core.JsonParser parser,
					tools.jackson.databind.DeserializationContext context) {
				return Pattern.compile(parser.getString());
			}

		};
	}

	/**
	 * A file of rules.
	 *
	 * @param reasons the reasons that its rules are for, unless they say otherwise
	 * @param when the stage of the pod in which they hold, unless they say otherwise
	 * @param rules the rules, the more special first
	 */
	record RuleFile(@Nullable Map<Source, Pattern> reasons, @Nullable Stage when, List<Rule> rules) {

		RuleFile withDefaults() {
			Map<Source, Pattern> usual = (this.reasons != null) ? this.reasons : Map.of();
			List<Rule> whole = new ArrayList<>();
			this.rules.forEach((rule) -> whole.add(rule.within(usual, this.when)));
			return new RuleFile(usual, this.when, List.copyOf(whole));
		}

		Optional<ConditionFinding> apply(Fact fact, PodReading pod) {
			return this.rules.stream().flatMap((rule) -> rule.apply(fact, pod).stream()).findFirst();
		}

	}

}
