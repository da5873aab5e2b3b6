package dev.heal.remediation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

import dev.heal.workspace.Workspace;

/**
 * The brake: while it is on, no agent is started by any Heal that shares the state
 * folder. It outlives restarts.
 */
@Component
@Endpoint(id = "remediations")
public class Pause {

	private final Workspace workspace;

	private final Clock clock;

	Pause(Workspace workspace, Clock clock) {
		this.workspace = workspace;
		this.clock = clock;
	}

	@ReadOperation
	State state() {
		return new State(on());
	}

	@WriteOperation
	State set(boolean paused) {
		try {
			if (paused) {
				this.workspace.write(file(), this.clock.instant().toString());
			}
			else {
				this.workspace.delete(file());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not change " + file(), ex);
		}
		return state();
	}

	/**
	 * Tells whether the brake is on.
	 * @return whether no agent is started
	 */
	public boolean on() {
		return this.workspace.read(file()).isPresent();
	}

	private Path file() {
		return this.workspace.state().resolve("remediations-paused");
	}

	/**
	 * Whether the brake is on.
	 *
	 * @param paused whether no agent is started
	 */
	public record State(boolean paused) {

	}

}
