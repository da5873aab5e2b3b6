package dev.heal.cli.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzers;
import dev.heal.evidence.RecordedLog;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what a description says with what its objects say.
 */
class DescribeTextTests {

	private static final Path GOLDEN = Path.of("src/test/resources/dev/heal/kubectl/golden");

	/**
	 * Where a description leaves out what the verdict rests on: that a pod which has
	 * failed is being deleted, its gates, and which of two containers of one name it is.
	 */
	private static final Set<String> NOT_SHOWN = Set.of("deleted-failed", "pending-scheduling-gated",
			"duplicate-status-names");

	static List<Path> cases() throws IOException {
		try (Stream<Path> folders = Files.list(GOLDEN)) {
			return folders.filter(Files::isDirectory)
				.filter((folder) -> !NOT_SHOWN.contains(folder.getFileName().toString()))
				.sorted()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void verdictIsThatOfTheObjects(Path folder) throws IOException {
		String text = new String(Files.readAllBytes(folder.resolve("describe.txt")), StandardCharsets.UTF_8);
		JsonNode pod = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("pod.json")));
		JsonNode events = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("events.json")));
		List<ObjectNode> read = DescribeText.read(text);
		Analysis expected = Analyzers.create().analyze(RecordedLog.evidence(pod, events, List.of()));
		Analysis found = Analyzers.create().analyze(RecordedLog.evidence(read.getFirst(), list(read), List.of()));
		assertThat(List.of(found.cause().id(), String.valueOf(found.subtype()), String.valueOf(found.container())))
			.isEqualTo(List.of(expected.cause().id(), String.valueOf(expected.subtype()),
					String.valueOf(expected.container())));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void textThatCameAnotherWayIsTheSame(String way, UnaryOperator<String> change) throws IOException {
		for (String name : List.of("create-container-config-error", "oomkilled-running-again", "err-image-pull-auth")) {
			String text = Files.readString(folder(name).resolve("describe.txt"));
			assertThat(DescribeText.read(change.apply(text))).as(way + " " + name).isEqualTo(DescribeText.read(text));
		}
	}

	static Stream<Arguments> ways() {
		return Stream.of(Arguments.of("Windows", each((line) -> line + "\r")),
				Arguments.of("indented", each((line) -> "    " + line)),
				Arguments.of("a mail", each((line) -> "> " + line)),
				Arguments.of("coloured",
						each((line) -> line.replaceFirst("^( *)([^ :][^:]*):", "$1\u001b[33m$2\u001b[0m:"))),
				Arguments.of("a page", each((line) -> line.replace(' ', '\u00a0'))),
				Arguments.of("stripped", each(String::stripTrailing)),
				Arguments.of("a terminal",
						(UnaryOperator<String>) ("me@laptop:~$ kubectl describe pod web-0\n"::concat)),
				Arguments.of("a ticket",
						(UnaryOperator<String>) (text) -> "It fails since noon:\n```\n" + text + "```\nAny idea?\n"));
	}

	private static UnaryOperator<String> each(UnaryOperator<String> change) {
		return (text) -> text.lines().map(change).collect(Collectors.joining("\n", "", "\n"));
	}

	private static Path folder(String name) throws IOException {
		return cases().stream().filter((folder) -> folder.endsWith(name)).findFirst().orElseThrow();
	}

	private static JsonNode list(List<ObjectNode> objects) {
		ObjectNode list = JsonMapper.shared().createObjectNode();
		list.putArray("items").addAll(objects.subList(1, objects.size()));
		return list;
	}

}
