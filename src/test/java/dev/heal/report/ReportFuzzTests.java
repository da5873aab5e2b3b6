package dev.heal.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.heal.fuzz.Seeds;

/**
 * Looks for logs, termination messages and outputs of probes that get out of their
 * fences.
 */
@Tag("fuzz")
class ReportFuzzTests {

	@FuzzTest
	void report(byte[] words) throws IOException {
		Path folder = Files.createTempDirectory("fuzz");
		try {
			String text = new String(words, StandardCharsets.UTF_8);
			switch (Math.floorMod(Arrays.hashCode(words), 3)) {
				case 0 -> ReportOfWords.saidOutsideOfFences(ReportOfWords.make(folder, words, text, ""));
				case 1 -> ReportOfWords.saidOutsideOfFences(ReportOfWords.make(folder, new byte[0], text, text));
				default -> ReportOfWords.saidOutsideOfFences(ReportOfWords.make(folder, words, "", ""));
			}
		}
		finally {
			Files.deleteIfExists(folder.resolve("current.log"));
			Files.delete(folder);
		}
	}

	@ParameterizedTest
	@MethodSource("changed")
	void changedSeeds(byte[] words) throws IOException {
		report(words);
	}

	static Stream<byte[]> changed() {
		return Seeds.changed(ReportFuzzTests.class, "report", 4);
	}

}
