package dev.heal.workspace;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What lies in the place of a file that others may write: nothing, a file, or an
 * obstacle, such as a folder, a link, a pipe or far too much.
 */
public final class Found {

	private static final Found NOTHING = new Found(null, null);

	private final byte @Nullable [] content;

	private final @Nullable String obstacle;

	private Found(byte @Nullable [] content, @Nullable String obstacle) {
		this.content = content;
		this.obstacle = obstacle;
	}

	static Found nothing() {
		return NOTHING;
	}

	static Found file(byte[] content) {
		return new Found(content, null);
	}

	static Found obstacle(String reason) {
		return new Found(null, reason);
	}

	public boolean isNothing() {
		return this.content == null && this.obstacle == null;
	}

	/**
	 * Returns the content of the file.
	 * @return all of it, empty when there is no file
	 */
	public Optional<byte[]> content() {
		return Optional.ofNullable(this.content);
	}

	/**
	 * Says what lies in the place of a file.
	 * @return why it is not read, empty when there is a file or nothing
	 */
	public Optional<String> obstacle() {
		return Optional.ofNullable(this.obstacle);
	}

}
