package dev.heal.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokensFile}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokensFileTests {

	@TempDir
	private Path folder;

	@Test
	void tokensHaveTheScopesBehindThem() throws IOException {
		TokensFile tokens = tokens("# who\n\nalpha webhook\nbeta\tread,operate\r\ngamma read, webhook\n");
		assertThat(tokens.scopes("alpha").orElseThrow()).containsExactly(Scope.WEBHOOK);
		assertThat(tokens.scopes("beta").orElseThrow()).containsExactly(Scope.READ, Scope.OPERATE);
		assertThat(tokens.scopes("gamma").orElseThrow()).containsExactly(Scope.WEBHOOK, Scope.READ);
		assertThat(tokens.scopes("alph")).isEmpty();
		assertThat(tokens.scopes("")).isEmpty();
		assertThat(tokens.scopes("#")).isEmpty();
	}

	@Test
	void badLineIsReportedWithoutItsTokenAndTheOthersWork(CapturedOutput output) throws IOException {
		TokensFile tokens = tokens("alpha webhook\nsecret\nsecreter admin\nbeta read\n");
		assertThat(tokens.scopes("alpha")).isPresent();
		assertThat(tokens.scopes("beta")).isPresent();
		assertThat(tokens.scopes("secret")).isEmpty();
		assertThat(tokens.scopes("secreter")).isEmpty();
		assertThat(output).contains("Line 2 of", "no scope", "Line 3 of", "none of webhook, read and operate")
			.doesNotContain("secret");
	}

	@Test
	void changedFileIsReadAgain() throws IOException {
		TokensFile tokens = tokens("alpha webhook\n");
		assertThat(tokens.scopes("alpha")).isPresent();
		Path next = Files.writeString(this.folder.resolve("next"), "omega webhook\n");
		Files.setLastModifiedTime(next, Files.getLastModifiedTime(file()));
		Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
		assertThat(tokens.scopes("alpha")).isEmpty();
		assertThat(tokens.scopes("omega")).isPresent();
		Files.delete(file());
		assertThat(tokens.scopes("omega")).isEmpty();
	}

	private TokensFile tokens(String content) throws IOException {
		Files.writeString(file(), content);
		return new TokensFile(new SecurityProperties(file(), false, List.of(), Duration.ofMinutes(1), List.of(),
				List.of(), false, false));
	}

	private Path file() {
		return this.folder.resolve("tokens");
	}

}
