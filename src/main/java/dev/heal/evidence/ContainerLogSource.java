package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;

import dev.heal.evidence.LogStream.Chunk;

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
		Chunk chunk = target.buffer();
		try {
			boolean more = true;
			while (more && !chunk.isFull()) {
				more = chunk.fill(in);
			}
			return more;
		}
		finally {
			target.put(chunk);
		}
	}

}
