package dev.heal.evidence.log;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.log.LogStream.Chunk;

/**
 * The log of one container's instance at the API server. When its stream breaks, it is
 * taken up where it stopped: with time stamps this time, since the server can only be
 * asked for what was logged since a whole second.
 */
public final class ContainerLogSource implements LogStream.Source {

	private static final int SIZE = 64 * 1024;

	private static final long SECOND = 1_000_000_000;

	private final ApiServer api;

	private final LogRequest request;

	private final LogPosition position = new LogPosition();

	private @Nullable Chunk chunk;

	private @Nullable LogPosition end;

	private boolean isOpened;

	private long flushed = System.nanoTime();

	public ContainerLogSource(ApiServer api, LogRequest request) {
		this.api = api;
		this.request = request;
	}

	@Override
	public void readTo(LogStream target) throws IOException, InterruptedException {
		int tries = 0;
		while (true) {
			long before = this.position.delivered();
			try {
				read(target);
				checkEnd();
				return;
			}
			catch (IOException ex) {
				tries = (this.position.delivered() > before) ? 1 : tries + 1;
				if (tries > this.api.retries() || !isWorthAnotherTry(ex)) {
					throw ex;
				}
				Thread.sleep(Duration.ofMillis(50L << Math.min(tries, 6)));
			}
			finally {
				flush(target);
			}
		}
	}

	// What could not be opened has been tried several times already
	private boolean isWorthAnotherTry(IOException cause) {
		if (cause instanceof LogChangedException) {
			return false;
		}
		boolean isFinal = cause instanceof ApiAnswerException answer && !answer.isWorthAnotherTry();
		return this.isOpened && !isFinal;
	}

	private void read(LogStream target) throws IOException, InterruptedException {
		boolean stamped = this.isOpened || this.request.isGrowing();
		try (InputStream in = this.api.open(this.request.path(stamped, this.position.second()))) {
			this.isOpened = true;
			if (stamped) {
				readStamped(target, in);
			}
			else {
				readPlain(target, in);
			}
		}
	}

	private void readPlain(LogStream target, InputStream in) throws IOException, InterruptedException {
		boolean more = true;
		while (more) {
			Chunk room = room(target);
			int before = room.length();
			try {
				do {
					more = room.fill(in);
				}
				while (more && !room.isFull() && !isDue());
			}
			finally {
				this.position.deliver(room.bytes(), before, room.length() - before);
			}
		}
	}

	private void readStamped(LogStream target, InputStream in) throws IOException, InterruptedException {
		StampedLines lines = new StampedLines(this.position);
		this.position.resume();
		byte[] buffer = new byte[SIZE];
		byte[] stripped = new byte[SIZE + Stamp.LONGEST];
		for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
			put(target, stripped, lines.strip(buffer, count, stripped));
		}
		put(target, stripped, lines.end(stripped));
		this.position.end();
	}

	private void put(LogStream target, byte[] bytes, int length) throws InterruptedException {
		for (int from = 0; from < length;) {
			from += room(target).add(bytes, from, length - from);
		}
	}

	/**
	 * Makes sure that the log was not cut off: the API server ends a stream that broke
	 * behind it as if it were whole. The end of a log that grows is where it was when it
	 * was read for the first time.
	 */
	private void checkEnd() throws IOException {
		if (this.end == null) {
			this.end = lastLine();
		}
		if (!this.position.reaches(this.end)) {
			throw new LogCutException();
		}
	}

	private LogPosition lastLine() {
		LogPosition last = new LogPosition();
		StampedLines lines = new StampedLines(last);
		byte[] buffer = new byte[SIZE];
		byte[] stripped = new byte[SIZE + Stamp.LONGEST];
		try (InputStream in = this.api.open(this.request.lastLine())) {
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				lines.strip(buffer, count, stripped);
			}
			lines.end(stripped);
			return last;
		}
		catch (IOException ex) {
			return new LogPosition(); // that anything reaches
		}
	}

	private Chunk room(LogStream target) throws InterruptedException {
		if (this.chunk != null && (this.chunk.isFull() || isDue())) {
			flush(target);
		}
		Chunk room = (this.chunk != null) ? this.chunk : target.buffer();
		this.chunk = room;
		return room;
	}

	// What comes slowly is handed on all the same, so that it is there when it is cut
	private boolean isDue() {
		return System.nanoTime() - this.flushed > SECOND;
	}

	private void flush(LogStream target) throws InterruptedException {
		this.flushed = System.nanoTime();
		Chunk filled = this.chunk;
		this.chunk = null;
		if (filled != null) {
			target.put(filled);
		}
	}

	/**
	 * What to ask for.
	 *
	 * @param log the path and query that name the container's log
	 * @param tail the last lines wanted, 0 for all
	 * @param isGrowing whether more lines may be written while it is read, so that only
	 * time stamps tell where it goes on
	 */
	public record LogRequest(String log, int tail, boolean isGrowing) {

		String path(boolean stamped, @Nullable String second) {
			String since = (second != null) ? "&sinceTime=" + second.replace("+", "%2B") : lines();
			return this.log + since + (stamped ? "&timestamps=true" : "");
		}

		String lastLine() {
			return this.log + "&tailLines=1&timestamps=true";
		}

		private String lines() {
			return (this.tail > 0) ? "&tailLines=" + this.tail : "";
		}

	}

	/**
	 * The log ended before all of it had come.
	 */
	static final class LogCutException extends EOFException {

		private static final long serialVersionUID = 1L;

		LogCutException() {
			super("the log ended early");
		}

	}

	/**
	 * The log is no longer the one whose first part was read.
	 */
	public static final class LogChangedException extends IOException {

		private static final long serialVersionUID = 1L;

		LogChangedException() {
			super("the log was replaced while it was read");
		}

	}

}
