package dev.heal.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from Heal to the API server, which fails as networks do.
 */
final class Link implements AutoCloseable {

	private static final String TOO_MANY = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Type: text/plain\r\n"
			+ "Content-Length: 45\r\nConnection: close\r\n\r\nToo many requests, please try again later.\r\n\r\n";

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger refused = new AtomicInteger();

	private final int target;

	private volatile Weather weather = Weather.FAIR;

	Link(int target) throws IOException {
		this.target = target;
		Thread.ofVirtual().start(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Returns how many requests were answered with 429.
	 * @return their number
	 */
	int refused() {
		return this.refused.get();
	}

	/**
	 * Changes what becomes of connections. Those that there are break.
	 * @param next what becomes of them
	 */
	void turn(Weather next) {
		this.weather = next;
		this.open.forEach(Link::end);
		this.open.clear();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket caller = this.server.accept();
				this.open.add(caller);
				Thread.ofVirtual().start(() -> serve(caller));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket caller) {
		try {
			switch (this.weather) {
				case FAIR -> join(caller);
				case BROKEN -> caller.close();
				case BUSY -> {
					caller.getInputStream().read(new byte[8192]);
					caller.getOutputStream().write(TOO_MANY.getBytes(StandardCharsets.US_ASCII));
					this.refused.incrementAndGet();
					caller.close();
				}
				case FROZEN -> {
					// it answers nothing until the weather changes
				}
			}
		}
		catch (IOException ex) {
			end(caller);
		}
	}

	private void join(Socket caller) throws IOException {
		Socket callee = new Socket(InetAddress.getLoopbackAddress(), this.target);
		this.open.add(callee);
		Thread.ofVirtual().start(() -> copy(callee, caller));
		copy(caller, callee);
	}

	private static void copy(Socket from, Socket to) {
		try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			in.transferTo(out);
		}
		catch (IOException ex) {
			end(from);
			end(to);
		}
	}

	private static void end(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		turn(Weather.BROKEN);
	}

	/**
	 * What becomes of connections.
	 */
	enum Weather {

		/**
		 * They lead to the API server.
		 */
		FAIR,
		/**
		 * They break at once.
		 */
		BROKEN,
		/**
		 * They are answered with 429, as by an API server that is overloaded.
		 */
		BUSY,
		/**
		 * They are taken and never answered.
		 */
		FROZEN

	}

}
