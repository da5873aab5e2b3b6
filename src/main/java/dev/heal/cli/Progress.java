package dev.heal.cli;

import java.io.Console;
import java.util.Optional;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal how a fetch goes on, and nothing in a pipe.
 */
final class Progress implements AutoCloseable {

	private final @Nullable ProgressBar bar;

	private Progress(@Nullable ProgressBar bar) {
		this.bar = bar;
	}

	static Progress of(String task) {
		if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
			return new Progress(null);
		}
		return new Progress(new ProgressBarBuilder().setTaskName(task)
			.setInitialMax(-1)
			.setRenderer(Progress::line)
			.clearDisplayOnFinish()
			.build());
	}

	// how much there is to come is not known, so a bar would say nothing
	private static String line(ProgressState state, int width) {
		long mebibytes = state.getCurrent() >> 20;
		long seconds = state.getTotalElapsed().toSeconds();
		String line = "%s: %d MiB in %d s, %d MiB/s".formatted(state.getTaskName(), mebibytes, seconds,
				mebibytes / Math.max(1, seconds));
		return line.substring(0, Math.min(line.length(), width));
	}

	void add(long bytes) {
		if (this.bar != null) {
			this.bar.stepBy(bytes);
		}
	}

	@Override
	public void close() {
		if (this.bar != null) {
			this.bar.close();
		}
	}

}
