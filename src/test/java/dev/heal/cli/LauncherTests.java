package dev.heal.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the scripts that start Heal, with a Java that says what it was asked.
 */
class LauncherTests {

	@TempDir
	Path home;

	private Path java;

	@BeforeEach
	void install() throws IOException {
		Files.createFile(this.home.resolve("heal.jar"));
		Files.createDirectory(this.home.resolve("bin"));
		Files.copy(Path.of("src/main/docker/heal"), this.home.resolve("bin/heal"));
		Files.copy(Path.of("src/main/dist/kubectl-heal"), this.home.resolve("bin/kubectl-heal"));
		this.java = Files.createDirectories(this.home.resolve("java/bin")).getParent();
		Path fake = Files.writeString(this.java.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
		for (Path script : List.of(fake, this.home.resolve("bin/heal"), this.home.resolve("bin/kubectl-heal"))) {
			Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "diagnose", "--version", "-h" })
	void commandsHaveTheirOwnCacheAndLittleMemory(String argument) throws Exception {
		assertThat(run("heal", argument)).noneMatch((option) -> option.contains("AOTCache"));
		Files.createFile(this.home.resolve("heal-cli.aot"));
		assertThat(run("heal", argument)).contains("-XX:AOTCache=" + home("heal-cli.aot"), "-XX:MaxRAMPercentage=20",
				"--enable-native-access=ALL-UNNAMED", "-cp", home("heal.jar"), "dev.heal.HealApplication", argument);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--server.port=9", "-Dx" })
	void restStartsTheService(String argument) throws Exception {
		Files.createFile(this.home.resolve("heal.aot"));
		assertThat(run("heal", argument)).contains("-XX:AOTCache=" + home("heal.aot"), "-jar", home("heal.jar"),
				argument);
		assertThat(run("heal")).contains("-jar");
	}

	@ParameterizedTest
	@CsvSource({ "deploy/web, diagnose deploy/web", "-A -o wide, diagnose -A -o wide", "wait job/x, wait job/x",
			"--version, --version", "--help, diagnose --help" })
	void pluginDiagnosesUnlessItIsToldOtherwise(String arguments, String command) throws Exception {
		assertThat(String.join(" ", run("kubectl-heal", arguments.split(" ")))).endsWith("HealApplication " + command);
	}

	@Test
	void linkToTheScriptFindsItsHome() throws Exception {
		Files.createSymbolicLink(this.home.resolve("link"), this.home.resolve("bin/kubectl-heal"));
		assertThat(start(this.home.resolve("link"), "web-0")).contains(home("heal.jar"), "diagnose", "web-0");
	}

	private String home(String file) throws IOException {
		return this.home.toRealPath().resolve(file).toString();
	}

	private List<String> run(String script, String... arguments) throws Exception {
		return start(this.home.resolve("bin").resolve(script), arguments);
	}

	private List<String> start(Path script, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(script.toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("JAVA_HOME", this.java.toString());
		Process process = builder.start();
		List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.toList();
		assertThat(process.waitFor()).isZero();
		return lines;
	}

}
