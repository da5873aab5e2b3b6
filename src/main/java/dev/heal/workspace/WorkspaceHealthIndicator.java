package dev.heal.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Tells whether the volumes can be written to and have room. A volume that hangs must not
 * hang the probe: it is tried by one thread, and not again before that has come back.
 */
@Component("workspaceHealthIndicator")
class WorkspaceHealthIndicator extends AbstractHealthIndicator implements AutoCloseable {

	private static final int PATIENCE = 2;

	private static final int PROBE_BYTES = 16 * 1024;

	private final ExecutorService prober = Executors
		.newSingleThreadExecutor(Thread.ofPlatform().name("workspace-probe").daemon().factory());

	private final Workspace workspace;

	private Future<Long> probe;

	WorkspaceHealthIndicator(Workspace workspace, MeterRegistry meters) {
		this.workspace = workspace;
		this.probe = CompletableFuture.completedFuture(0L);
		Gauge.builder("heal.workspace.free.bytes", this, WorkspaceHealthIndicator::lastKnown)
			.description("The space left on the workspace's volume")
			.baseUnit("bytes")
			.register(meters);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		try {
			builder.up().withDetail("free", probe(this::tryOut).get(PATIENCE, TimeUnit.SECONDS));
		}
		catch (TimeoutException ex) {
			builder.down().withDetail("reason", "the volume does not answer");
		}
		catch (ExecutionException ex) {
			builder.down()
				.withDetail("reason", String.valueOf(Objects.requireNonNullElse(ex.getCause(), ex).getMessage()));
		}
	}

	private synchronized Future<Long> probe(Callable<Long> task) {
		if (this.probe.isDone()) {
			this.probe = this.prober.submit(task);
		}
		return this.probe;
	}

	private long tryOut() throws IOException {
		for (Path folder : new Path[] { this.workspace.logs(), this.workspace.state() }) {
			Path file = folder.resolve(".heal-probe");
			if (this.workspace.mayChange(file)) {
				tryOut(folder, file);
			}
		}
		this.workspace.space().insist();
		return free();
	}

	// with some bytes, for which a full volume has no room
	private void tryOut(Path folder, Path file) throws IOException {
		try {
			this.workspace.write(file, (out) -> out.write(new byte[PROBE_BYTES]));
			this.workspace.delete(file);
		}
		catch (NoSpaceException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw new IOException("%s cannot be written to: %s".formatted(folder, ex.getMessage()), ex);
		}
	}

	private long free() throws IOException {
		return this.workspace.space().bytes();
	}

	private double lastKnown() {
		Future<Long> last = probe(this::free);
		try {
			return last.get(PATIENCE, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Double.NaN;
		}
		catch (ExecutionException | TimeoutException ex) {
			return Double.NaN;
		}
	}

	@Override
	public void close() {
		this.prober.shutdownNow();
	}

}
