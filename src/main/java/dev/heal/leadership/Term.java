package dev.heal.leadership;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.heal.workspace.Fence;
import dev.heal.workspace.Workspace;

/**
 * The time for which this Heal leads. It ends by itself when the lease was not renewed in
 * time, which a process that stood still does not notice before it looks at the clock;
 * and when another Heal has begun its own, which a file on the shared volume tells.
 */
final class Term implements Fence {

	private final Workspace workspace;

	private final Path file;

	private final String identity;

	private final long deadline;

	private volatile long renewed;

	private volatile boolean held;

	private volatile String epoch = "";

	Term(Workspace workspace, String identity, Duration deadline) {
		this.workspace = workspace;
		this.file = workspace.state().resolve("leader");
		this.identity = identity;
		this.deadline = deadline.toNanos();
	}

	/**
	 * Notes that the lease is held.
	 * @param asked when it was asked for, by {@link System#nanoTime()}
	 */
	void renewed(long asked) {
		this.renewed = asked;
		this.held = true;
	}

	/**
	 * Begins, so that whoever led before cannot write any more.
	 * @throws IOException if that cannot be written down
	 */
	void begin() throws IOException {
		String next = (number() + 1) + " " + this.identity;
		this.workspace.write(this.file, next);
		this.epoch = next;
	}

	private long number() {
		return written().map((text) -> text.split(" ", 2)[0])
			.filter((number) -> number.matches("\\d{1,18}"))
			.map(Long::parseLong)
			.orElse(0L);
	}

	private Optional<String> written() {
		return this.workspace.read(this.file).map((text) -> new String(text, StandardCharsets.UTF_8));
	}

	void end() {
		this.held = false;
		this.epoch = "";
	}

	boolean isValid() {
		return this.held && System.nanoTime() - this.renewed < this.deadline;
	}

	@Override
	public void check(Path changed) throws IOException {
		if (!isValid() || !(changed.equals(this.file) || written().filter(this.epoch::equals).isPresent())) {
			throw new NotLeadingException(this.identity);
		}
	}

}
