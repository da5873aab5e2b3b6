package dev.heal.cli;

import java.io.Console;
import java.util.Optional;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal how far a command is, and nothing in a pipe.
 */
final class Progress implements AutoCloseable {

	private final @Nullable ProgressBar bar;

	private Progress(@Nullable ProgressBar bar) {
		this.bar = bar;
	}

	/**
	 * Starts to show bytes, of which nobody knows how many there will be.
	 * @param task what is done
	 * @return what to tell of them
	 */
	static Progress ofBytes(String task) {
		return of(task, Progress::line);
	}

	/**
	 * Starts to show steps out of a number that is known.
	 * @param task what is done
	 * @return what to tell of them
	 */
	static Progress ofSteps(String task) {
		return of(task, Progress::percent);
	}

	private static Progress of(String task, ProgressBarRenderer renderer) {
		if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
			return new Progress(null);
		}
		return new Progress(new ProgressBarBuilder().setTaskName(task)
			.setInitialMax(-1)
			.setRenderer(renderer)
			.clearDisplayOnFinish()
			.build());
	}

	private static String percent(ProgressState state, int width) {
		return (state.getMax() > 0) ? cut(percent(state.getTaskName(), state.getCurrent(), state.getMax()), width) : "";
	}

	static String percent(String task, long done, long all) {
		return "%s: %d%% (%d of %d)".formatted(task, 100 * done / all, done, all);
	}

	private static String cut(String line, int width) {
		return line.substring(0, Math.min(line.length(), width));
	}

	// how much there is to come is not known, so a bar would say nothing
	private static String line(ProgressState state, int width) {
		long mebibytes = state.getCurrent() >> 20;
		long seconds = state.getTotalElapsed().toSeconds();
		return cut("%s: %d MiB in %d s, %d MiB/s".formatted(state.getTaskName(), mebibytes, seconds,
				mebibytes / Math.max(1, seconds)), width);
	}

	void add(long bytes) {
		if (this.bar != null) {
			this.bar.stepBy(bytes);
		}
	}

	boolean isShown() {
		return this.bar != null;
	}

	void done(long done, long all) {
		if (this.bar != null) {
			this.bar.maxHint(all);
			this.bar.stepTo(done);
		}
	}

	@Override
	public void close() {
		if (this.bar != null) {
			this.bar.close();
		}
	}

}
