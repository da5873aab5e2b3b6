package dev.heal.analysis.condition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
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

	private static final String FILES = "classpath*:dev/heal/analysis/condition/rules/*.yaml";

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
		.addModule(new SimpleModule().addDeserializer(Pattern.class, patterns()))
		.build();

	private final List<RuleFile> files;

	RuleBook() {
		try {
			Resource[] resources = new PathMatchingResourcePatternResolver(RuleBook.class.getClassLoader())
				.getResources(FILES);
			this.files = Arrays.stream(resources)
				.sorted(Comparator.comparing((resource) -> String.valueOf(resource.getFilename())))
				.map(RuleBook::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not find the rules " + FILES, ex);
		}
	}

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		List<Fact> facts = Facts.of(pod).toList();
		return this.files.stream().flatMap((file) -> facts.stream().flatMap((fact) -> file.apply(fact, pod).stream()));
	}

	private static RuleFile read(Resource resource) {
		try (InputStream content = resource.getInputStream()) {
			Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(content);
			return MAPPER.convertValue(yaml, RuleFile.class).withDefaults();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read the rules " + resource, ex);
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
