package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;

/**
 * The log of one container's current or previous instance at the API server.
 */
final class ContainerLogSource implements LogStream.Source {

	private final ApiServer api;

	private final String path;

	ContainerLogSource(ApiServer api, String path) {
		this.api = api;
		this.path = path;
	}

	@Override
	public void readTo(LogStream target) throws IOException, InterruptedException {
		try (InputStream in = this.api.open(this.path)) {
			boolean more = true;
			while (more) {
				more = fill(target, in);
			}
		}
	}

	private boolean fill(LogStream target, InputStream in) throws IOException, InterruptedException {
		byte[] buffer = target.buffer();
		int length = 0;
		try {
			for (int n = 0; n >= 0 && length < buffer.length; length += Math.max(n, 0)) {
				n = in.read(buffer, length, buffer.length - length);
				if (n < 0) {
					return false;
				}
			}
			return true;
		}
		finally {
			target.put(buffer, length);
		}
	}

}
