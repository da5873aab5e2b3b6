package dev.heal.names;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.heal.fuzz.Seeds;
import dev.heal.workspace.PodFileNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for texts that are taken for names and lead somewhere else than into a folder,
 * and for refusals that repeat what could disturb who reads them.
 */
@Tag("fuzz")
class NamesFuzzTests {

	private static final Path ROOT = Path.of("/workspace/watch/logs");

	private static final List<Kind> KINDS = List.of(new Kind(PodName::isValid, PodName::new),
			new Kind(NamespaceName::isValid, NamespaceName::new), new Kind(ContainerName::isValid, ContainerName::new),
			new Kind(CodeRunName::isValid, CodeRunName::new));

	@FuzzTest
	void names(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		KINDS.forEach((kind) -> assertIsNameOrRefused(kind, text));
	}

	@ParameterizedTest
	@MethodSource("changed")
	void changedSeeds(byte[] bytes) {
		names(bytes);
	}

	static Stream<byte[]> changed() {
		return Seeds.changed(NamesFuzzTests.class, "names", 10);
	}

	private static void assertIsNameOrRefused(Kind kind, String text) {
		try {
			kind.maker().apply(text);
			assertThat(kind.test().test(text)).isTrue();
			assertThat(text).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?").doesNotContain("..").hasSizeLessThan(254);
			PodFileNames.stems(text, text).forEach(NamesFuzzTests::assertIsFileInFolder);
		}
		catch (InvalidNameException ex) {
			assertThat(kind.test().test(text)).isFalse();
			assertThat(ex.getMessage()).hasSizeLessThan(1000)
				.doesNotContainPattern("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}]");
		}
	}

	private static void assertIsFileInFolder(String stem) {
		Path file = ROOT.resolve(stem + ".md").normalize();
		assertThat(file.getParent()).isEqualTo(ROOT);
		assertThat(file.getFileName().toString()).hasSizeLessThan(256);
	}

	/** A kind of name: what tells one, and what makes one. */
	private record Kind(Predicate<String> test, Function<String, Object> maker) {
	}

}
