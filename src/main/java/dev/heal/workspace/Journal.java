package dev.heal.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file to which records are added. Whoever waits for the disk waits together with all
 * others who do. A file that has grown too large, or that could not be written to, is
 * never written to again: a new one takes its place, with what counts now.
 */
public final class Journal implements Closeable {

	private static final Logger logger = LoggerFactory.getLogger(Journal.class);

	private static final long MAX_GROWTH = 32 << 20;

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final Workspace workspace;

	private final Path file;

	private final Supplier<Stream<byte[]>> present;

	private final ReentrantLock lock = new ReentrantLock();

	private final Durability durability = new Durability();

	// who adds must not hang with the disk
	private volatile @Nullable ThreadPoolExecutor writer;

	private @Nullable FileChannel channel;

	private long growth;

	private long added;

	Journal(Workspace workspace, Path file, Supplier<Stream<byte[]>> present) {
		this.workspace = workspace;
		this.file = file;
		this.present = present;
	}

	/**
	 * Reads what a former process has added, and begins a new file, to which that one
	 * cannot write any more. What is damaged is passed over, and kept.
	 * @param reader takes each record, and tells whether it makes sense
	 * @throws IOException if it cannot be read, and not be kept either
	 */
	public void open(Predicate<byte[]> reader) throws IOException {
		try (InputStream in = this.workspace.open(this.file)) {
			if (!Records.read(in.readAllBytes(), reader)) {
				keepDamaged();
			}
		}
		catch (NoSuchFileException ex) {
			logger.debug("There is no {} yet", this.file);
		}
		beginIfPossible();
		this.writer = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				Thread.ofPlatform().name("journal-writer").daemon().factory());
		Thread.ofPlatform().name("journal").daemon().start(this::force);
	}

	// alerts are refused until it is
	private void beginIfPossible() {
		this.lock.lock();
		try {
			begin();
		}
		catch (IOException ex) {
			logger.warn("{} cannot be written to, which is tried again with each record: {}", this.file, ex.toString());
		}
		finally {
			this.lock.unlock();
		}
	}

	private void keepDamaged() throws IOException {
		Path kept = this.file.resolveSibling(Folders.name(this.file) + ".damaged-" + UUID.randomUUID());
		Files.createLink(kept, this.file);
		logger.error("{} is damaged: what could be read of it counts, and it is kept as {}", this.file, kept);
	}

	/**
	 * Adds a record, which survives the end of the process from now on.
	 * @param record the record, which what counts now tells already
	 * @return its number
	 * @throws IOException if it could not be added
	 */
	public long add(byte[] record) throws IOException {
		ThreadPoolExecutor thread = this.writer;
		if (thread == null) {
			throw new IOException(this.file + " is closed");
		}
		FutureTask<Long> task = new FutureTask<>(() -> append(record));
		try {
			thread.execute(task);
			return task.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			task.cancel(false);
			thread.remove(task);
			throw new IOException(this.file + " has been busy for " + PATIENCE, ex);
		}
		catch (ExecutionException ex) {
			throw new IOException("Could not add to " + this.file, ex.getCause());
		}
		catch (RejectedExecutionException ex) {
			throw new IOException(this.file + " is closed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted while waiting for " + this.file, ex);
		}
	}

	private long append(byte[] record) throws IOException {
		this.lock.lock();
		try {
			FileChannel current = this.channel;
			if (current == null || this.growth > MAX_GROWTH) {
				begin();
			}
			else {
				write(current, Records.framed(record));
			}
			return this.added;
		}
		catch (IOException ex) {
			abandon();
			throw ex;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void write(FileChannel current, byte[] framed) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(framed);
		while (buffer.hasRemaining()) {
			current.write(buffer);
		}
		this.growth += framed.length;
		this.added++;
	}

	private void begin() throws IOException {
		abandon();
		this.workspace.write(this.file, (out) -> {
			for (Iterator<byte[]> records = this.present.get().iterator(); records.hasNext();) {
				out.write(Records.framed(records.next()));
			}
		});
		this.channel = this.workspace.append(this.file);
		this.growth = 0;
		this.durability.reached(++this.added);
	}

	private void abandon() {
		FileChannel former = this.channel;
		this.channel = null;
		try {
			if (former != null) {
				former.close();
			}
		}
		catch (IOException ex) {
			logger.debug("{} could not be closed", this.file, ex);
		}
	}

	/**
	 * Waits until a record survives a power cut, too.
	 * @param number its number
	 * @throws IOException if it does not, or not in time
	 */
	public void await(long number) throws IOException {
		this.durability.await(number, PATIENCE);
	}

	private void force() {
		while (this.durability.isWanted()) {
			try {
				forceAll();
			}
			catch (IOException ex) {
				this.durability.failed(ex);
			}
		}
	}

	private void forceAll() throws IOException {
		FileChannel current;
		long last;
		this.lock.lock();
		try {
			current = this.channel;
			last = this.added;
			if (current == null) {
				begin();
				return;
			}
		}
		finally {
			this.lock.unlock();
		}
		force(current);
		this.durability.reached(last);
	}

	// who leads now may have read it before the last records came
	private void force(FileChannel current) throws IOException {
		try {
			current.force(false);
			this.workspace.check(this.file);
		}
		catch (IOException ex) {
			this.lock.lock();
			try {
				if (current.equals(this.channel)) {
					abandon();
					throw ex;
				}
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	@Override
	public void close() {
		ThreadPoolExecutor thread = this.writer;
		this.writer = null;
		if (thread != null) {
			thread.shutdown();
		}
		this.durability.close();
		this.lock.lock();
		try {
			abandon();
		}
		finally {
			this.lock.unlock();
		}
	}

}
