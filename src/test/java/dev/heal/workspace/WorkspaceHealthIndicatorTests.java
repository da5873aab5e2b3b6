package dev.heal.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkspaceHealthIndicator}.
 */
class WorkspaceHealthIndicatorTests {

	@TempDir
	private Path root;

	@Test
	void volumeWithRoomIsUpAndTellsItsFreeSpace() {
		Health health = health(DataSize.ofBytes(1));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsKey("free");
	}

	@Test
	void fullVolumeIsDownAndSaysWhatToDo() {
		Health health = health(DataSize.ofTerabytes(1_000_000));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("reason")).asString().startsWith("the volume of").contains("make room");
	}

	@Test
	void workspaceThatCannotBeWrittenIsDown() throws IOException {
		Files.writeString(this.root.resolve("logs"), "a file where the folder should be");
		Health health = health(DataSize.ofBytes(1));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("reason")).asString().contains("logs");
	}

	private Health health(DataSize reserve) {
		Workspace workspace = new Workspace(new WorkspaceProperties(this.root, null, reserve),
				new StateProperties(null), Workspaces.LIMITS);
		try (WorkspaceHealthIndicator indicator = new WorkspaceHealthIndicator(workspace, new SimpleMeterRegistry())) {
			return indicator.health();
		}
	}

}
