package dev.heal.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpHeaders;

/**
 * Ends the connection of a caller who was refused and does not stop sending. Tomcat by
 * itself would read on, however slowly the rest arrives; an honest caller gets the time
 * to see the answer.
 */
final class UnreadBodies extends ValveBase {

	private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

	private static final int MAX_SIZE = 4 << 20;

	UnreadBodies() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
		if (response.getStatus() >= 400 && !request.isAsync() && !isRead(request.getCoyoteRequest())) {
			response.finishResponse();
			if (request.getHeader(HttpHeaders.EXPECT) != null || !drain(request.getCoyoteRequest())) {
				request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
			}
		}
	}

	private static boolean isRead(org.apache.coyote.Request request) {
		AtomicBoolean read = new AtomicBoolean();
		request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
		return read.get();
	}

	private static boolean drain(org.apache.coyote.Request request) {
		long end = System.nanoTime() + PATIENCE;
		try {
			int size = 0;
			while (size < MAX_SIZE && System.nanoTime() < end) {
				int count = request.doRead(new Nowhere());
				if (count < 0) {
					return true;
				}
				size += count;
			}
		}
		catch (IOException ex) {
			return false;
		}
		return false;
	}

	/**
	 * Takes what nobody wants.
	 */
	private static final class Nowhere implements ApplicationBufferHandler {

		private ByteBuffer buffer = ByteBuffer.allocate(0);

		@Override
		public void setByteBuffer(ByteBuffer buffer) {
			this.buffer = buffer;
		}

		@Override
		public ByteBuffer getByteBuffer() {
			return this.buffer;
		}

		@Override
		public void expand(int size) {
			// what is passed on is not copied
		}

	}

}
