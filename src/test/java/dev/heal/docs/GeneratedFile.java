package dev.heal.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file of the repository that is generated from the code. It is compared with what the
 * code says now, and written anew under {@code -Dheal.generate}.
 */
final class GeneratedFile {

	private final Path path;

	GeneratedFile(String path) {
		this.path = Path.of(path);
	}

	void isUpToDate(String expected) throws IOException {
		if (System.getProperty("heal.generate") != null) {
			Files.createDirectories(this.path.toAbsolutePath().getParent());
			Files.writeString(this.path, expected);
		}
		assertThat(Files.exists(this.path) ? Files.readString(this.path) : "")
			.as("%s is out of date: run ./mvnw test -Dtest='OpenApiTests,ConfigurationReferenceTests,ChartValuesTests' -Dheal.generate, and look at the change",
					this.path)
			.isEqualTo(expected);
	}

}
