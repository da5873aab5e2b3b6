package dev.heal.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests that the documentation names nothing that does not exist: files, commands with
 * their options, properties, calls, tests.
 */
class DocumentationTests {

	private static final Pattern COMMAND = Pattern.compile("(?:^|-- )heal ([a-z-]+)(.*)");

	private static final Pattern JAR_COMMAND = Pattern.compile("heal\\.jar ([a-z-]+)(.*)");

	private static final Pattern PROPERTY = Pattern.compile("(?<![\\w.])heal\\.[a-z]+\\.[a-z-]+(?![\\w./*])");

	private static final Pattern CALL = Pattern.compile("^(GET|POST|PUT|DELETE) (/[^ ?]*)");

	private static final Pattern TEST = Pattern.compile("(?<![-\\w])[A-Z]\\w+(?:Tests|IT)\\b");

	static Stream<Path> documents() throws IOException {
		try (Stream<Path> docs = Files.walk(Path.of("docs")); Stream<Path> root = Files.list(Path.of(""))) {
			return Stream.concat(root, docs)
				.filter((file) -> file.toString().endsWith(".md"))
				.sorted()
				.toList()
				.stream();
		}
	}

	static Stream<Path> examples() throws IOException {
		try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
			return docs.filter((file) -> file.toString().endsWith(".yaml")).toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void linksLeadToFilesOfTheRepository(Path document) {
		assertThat(all(document, Link.class)).map(Link::getDestination)
			.filteredOn((target) -> !target.contains("://") && !target.startsWith("#"))
			.allSatisfy((target) -> assertThat(document.resolveSibling(target.replaceAll("#.*", ""))).exists());
	}

	@ParameterizedTest
	@MethodSource("documents")
	void fencedDataCanBeRead(Path document) {
		assertThat(all(document, FencedCodeBlock.class))
			.allSatisfy((block) -> assertThatCode(() -> read(block)).as("%s:%n%s", document, block.getLiteral())
				.doesNotThrowAnyException());
	}

	@ParameterizedTest
	@MethodSource("examples")
	void exampleFilesCanBeRead(Path file) {
		assertThatCode(() -> new Yaml().load(Files.readString(file))).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@MethodSource("documents")
	void commandsExistWithTheirOptions(Path document) {
		List<MatchResult> commands = shell(document).filter((line) -> !line.contains("-Djarmode="))
			.flatMap((line) -> Stream.concat(COMMAND.matcher(line).results(), JAR_COMMAND.matcher(line).results()))
			.toList();
		assertThat(commands).allSatisfy((command) -> {
			Path help = Path.of("src/test/resources/dev/heal/cli/help-%s.txt".formatted(command.group(1)));
			assertThat(help).as("the help of heal %s", command.group(1)).exists();
			assertThat(options(command.group(2))).allSatisfy((option) -> assertThat(help).content().contains(option));
		});
	}

	@ParameterizedTest
	@MethodSource("documents")
	void propertiesAreInTheReference(Path document) throws IOException {
		String reference = Files.readString(Path.of("docs/configuration.md")) + Files.readString(Path.of("pom.xml"));
		assertThat(text(document).flatMap((line) -> PROPERTY.matcher(line).results().map(MatchResult::group)))
			.filteredOn((property) -> !property.endsWith(".jar"))
			.allSatisfy((property) -> assertThat(reference).contains(property));
	}

	@ParameterizedTest
	@MethodSource("documents")
	void callsAreInOpenApi(Path document) throws IOException {
		JsonNode paths = JsonMapper.shared()
			.valueToTree(new Yaml().<Object>load(Files.readString(Path.of("openapi.yaml"))))
			.path("paths");
		List<MatchResult> calls = all(document, Code.class).stream()
			.flatMap((code) -> CALL.matcher(code.getLiteral()).results())
			.filter((call) -> !call.group(2).startsWith("/actuator"))
			.toList();
		assertThat(calls)
			.allSatisfy((call) -> assertThat(paths.path(call.group(2)).has(call.group(1).toLowerCase(Locale.ROOT)))
				.as("%s is in openapi.yaml", call.group())
				.isTrue());
	}

	@ParameterizedTest
	@MethodSource("documents")
	void testsThatAreNamedExist(Path document) throws IOException {
		try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
			List<String> classes = sources.map((file) -> file.getFileName().toString()).toList();
			assertThat(shell(document).flatMap((line) -> TEST.matcher(line).results().map(MatchResult::group)))
				.allSatisfy((test) -> assertThat(classes).contains(test + ".java"));
		}
	}

	private static void read(FencedCodeBlock block) {
		switch (block.getInfo()) {
			case "json" -> JsonMapper.shared().readTree(block.getLiteral());
			case "yaml" -> new Yaml().load(block.getLiteral());
			default -> assertThat(block.getLiteral()).isNotBlank();
		}
	}

	private static Stream<String> options(String arguments) {
		return Pattern.compile("--[a-z-]+").matcher(arguments).results().map(MatchResult::group);
	}

	private static Stream<String> shell(Path document) {
		return all(document, FencedCodeBlock.class).stream()
			.filter((block) -> block.getInfo().equals("shell"))
			.flatMap((block) -> block.getLiteral().replace("\\\n", " ").lines());
	}

	private static Stream<String> text(Path document) {
		return Stream.concat(shell(document), all(document, Code.class).stream().map(Code::getLiteral));
	}

	private static <T extends Node> List<T> all(Path document, Class<T> type) {
		Stream.Builder<T> found = Stream.builder();
		parse(document).accept(new Visitor<>(type, found));
		return found.build().toList();
	}

	private static Node parse(Path document) {
		try {
			return Parser.builder().build().parse(Files.readString(document));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Collects the nodes of a type.
	 *
	 * @param <T> the type
	 */
	private static final class Visitor<T extends Node> extends AbstractVisitor {

		private final Class<T> type;

		private final Stream.Builder<T> found;

		Visitor(Class<T> type, Stream.Builder<T> found) {
			this.type = type;
			this.found = found;
		}

		@Override
		public void visit(FencedCodeBlock block) {
			take(block);
		}

		@Override
		public void visit(Code code) {
			take(code);
		}

		@Override
		public void visit(Link link) {
			take(link);
			visitChildren(link);
		}

		private void take(Node node) {
			if (this.type.isInstance(node)) {
				this.found.add(this.type.cast(node));
			}
		}

	}

}
