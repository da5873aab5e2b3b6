package dev.heal.cli;

import java.io.Console;
import java.util.Optional;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
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
			.setUnit(" MiB", 1 << 20)
			.showSpeed()
			.build());
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
