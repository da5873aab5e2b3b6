package dev.heal.evidence.log;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.ContainerLog;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.EvidenceWriter;
import dev.heal.evidence.MeasuringOutputStream;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.log.ContainerLogSource.LogRequest;
import dev.heal.evidence.log.LogBudget.LogLimitException;
import dev.heal.evidence.log.LogStream.Chunk;

/**
 * One log file of a pod: a section for each container that has a log, one request each.
 */
public final class ContainerLogs {

	private final ApiServer api;

	private final EvidenceWriter writer;

	private final Kind kind;

	private final LogSelection selection;

	private final LogBudget budget;

	private final LongConsumer progress;

	private final List<ContainerLog> containers = new ArrayList<>();

	public ContainerLogs(ApiServer api, EvidenceWriter writer, Kind kind, LogSelection selection, LogBudget budget,
			LongConsumer progress) {
		this.budget = budget;
		this.api = api;
		this.writer = writer;
		this.kind = kind;
		this.selection = selection;
		this.progress = progress;
	}

	/**
	 * Fetches the logs and writes them.
	 * @param target where the file is to be
	 * @return its entry in the manifest
	 * @throws IOException if it could not be written
	 */
	public EvidenceFile writeTo(Path target) throws IOException {
		try {
			return write(target);
		}
		catch (PoorerException ex) {
			return missing();
		}
	}

	private EvidenceFile write(Path target) throws IOException {
		Iterator<String> names = this.selection.containers().iterator();
		EvidenceWriter.Draft draft = this.writer.draft();
		Section first = nextWithLog(names);
		if (first == null) {
			return missing();
		}
		this.writer.workspace().writeOne(target, (out) -> {
			draft.begin(out);
			for (Section section = first; section != null; section = nextWithLog(names)) {
				write(section, draft);
			}
			insistOnNotLess(draft);
		});
		return judged(draft.written(this.kind, target, source(), this.containers));
	}

	private void insistOnNotLess(EvidenceWriter.Draft draft) throws PoorerException {
		if (LogFailure.incomplete(this.containers).isPresent()
				&& draft.out().bytes() < this.selection.earlier().getAsLong()) {
			throw new PoorerException();
		}
	}

	private @Nullable Section nextWithLog(Iterator<String> names) {
		while (names.hasNext()) {
			String name = names.next();
			LogStream stream = new LogStream(new ContainerLogSource(this.api, request(name)));
			try {
				Chunk begin = stream.next(this.budget);
				if (begin == null || !isGone(begin)) {
					return new Section(name, stream, begin);
				}
				add(name, LogFailure.gone(), 0);
			}
			catch (IOException ex) {
				add(name, LogFailure.of(ex, LogFailure.LOGS), 0);
			}
			stream.close();
		}
		return null;
	}

	private void write(Section section, EvidenceWriter.Draft draft) throws IOException {
		MeasuringOutputStream out = draft.out();
		if (this.selection.headed()) {
			String separator = (out.bytes() == 0) ? "" : out.endsLine() ? "\n" : "\n\n";
			out.write((separator + "==> " + section.name + " <==\n").getBytes(StandardCharsets.UTF_8));
		}
		long before = out.lines();
		try (LogStream stream = section.stream) {
			BrokenLog broken = new BrokenLog();
			long size = out.bytes();
			draft.redacted((redacted) -> broken.cause = copy(section, stream, size, redacted));
			IOException cause = broken.cause;
			add(section.name, (cause != null) ? LogFailure.cut(cause) : null, out.lines() - before);
		}
	}

	private @Nullable IOException copy(Section section, LogStream stream, long before, OutputStream out)
			throws IOException {
		long copied = 0;
		Chunk chunk = section.begin;
		while (chunk != null) {
			try {
				this.budget.take(before + copied, chunk.length());
			}
			catch (LogLimitException ex) {
				return ex;
			}
			out.write(chunk.bytes(), 0, chunk.length());
			copied += chunk.length();
			this.progress.accept(chunk.length());
			stream.giveBack(chunk);
			try {
				chunk = stream.next(this.budget);
			}
			catch (IOException ex) {
				return ex;
			}
		}
		return null;
	}

	private void add(String container, @Nullable LogFailure failure, long lines) {
		State state = (failure != null) ? failure.state() : State.WRITTEN;
		this.containers.add(new ContainerLog(container, state, (failure != null) ? failure.reason() : null, lines));
	}

	private EvidenceFile missing() {
		LogFailure failure = LogFailure.worst(this.kind, this.containers);
		return EvidenceFile.missing(this.kind, failure.state(), failure.reason(), source(), this.containers);
	}

	private EvidenceFile judged(EvidenceFile file) {
		return LogFailure.incomplete(this.containers).map((reason) -> file.with(State.TRUNCATED, reason)).orElse(file);
	}

	private static boolean isGone(Chunk begin) {
		String text = new String(begin.bytes(), 0, Math.min(begin.length(), 1024), StandardCharsets.ISO_8859_1).strip();
		return begin.length() < 1024 && text.startsWith(LogFailure.GONE)
				&& text.indexOf(' ', LogFailure.GONE.length()) < 0 && text.indexOf('\n') < 0;
	}

	private LogRequest request(String container) {
		boolean isRunning = PodContainers.status(this.selection.pod(), container).path("state").has("running");
		return new LogRequest(log(container), this.selection.tail(), isRunning && this.kind == Kind.CURRENT_LOG);
	}

	private String log(String container) {
		String previous = (this.kind == Kind.PREVIOUS_LOG) ? "&previous=true" : "";
		return this.selection.path() + "?container=" + URLEncoder.encode(container, StandardCharsets.UTF_8) + previous;
	}

	private String source() {
		List<String> names = this.selection.containers();
		return new LogRequest(log((names.size() == 1) ? names.getFirst() : "*"), this.selection.tail(), false)
			.path(false, null);
	}

	/**
	 * What is wanted of a pod's logs.
	 *
	 * @param path the path of the pod's log
	 * @param pod the pod
	 * @param containers the containers, in the order of their sections
	 * @param headed whether each section has a header
	 * @param tail the last lines of each container's log, 0 for all
	 * @param earlier tells the size of the file that is there already
	 */
	public record LogSelection(String path, JsonNode pod, List<String> containers, boolean headed, int tail,
			LongSupplier earlier) {

	}

	/**
	 * What came is less than what is there already.
	 */
	private static final class PoorerException extends IOException {

		private static final long serialVersionUID = 1L;

	}

	/**
	 * A container's log that has been found.
	 */
	private record Section(String name, LogStream stream, @Nullable Chunk begin) {

	}

	/**
	 * What ended a log early.
	 */
	private static final class BrokenLog {

		private @Nullable IOException cause;

	}

}
