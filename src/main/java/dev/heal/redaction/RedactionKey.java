package dev.heal.redaction;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The key that placeholders are made with, in the state directory, so that all replicas
 * write the same placeholders. It is made when it is first needed.
 */
@Component
class RedactionKey {

	private static final Logger logger = LoggerFactory.getLogger(RedactionKey.class);

	private static final int LENGTH = 32;

	private final @Nullable Path file;

	private byte @Nullable [] key;

	@Autowired
	RedactionKey(Environment environment) {
		this.file = stateDirectory(environment).resolve("redaction.key");
	}

	private RedactionKey(byte[] key) {
		this.file = null;
		this.key = key.clone();
	}

	static RedactionKey of(byte[] key) {
		return new RedactionKey(key);
	}

	static RedactionKey random() {
		return new RedactionKey(randomBytes());
	}

	private static Path stateDirectory(Environment environment) {
		String root = environment.getProperty("heal.workspace.root", "/workspace/watch");
		String state = environment.getProperty("heal.state.dir", "");
		return state.isEmpty() ? Path.of(root, ".heal") : Path.of(state);
	}

	synchronized byte[] bytes() {
		byte[] known = this.key;
		if (known == null) {
			known = (this.file != null) ? stored(this.file) : randomBytes();
			this.key = known;
		}
		return known;
	}

	private static byte[] stored(Path file) {
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			if (!Files.exists(file)) {
				create(file);
			}
			byte[] bytes = Files.readAllBytes(file);
			if (bytes.length == LENGTH) {
				return bytes;
			}
			logger.warn("Placeholders will differ after a restart: file={} does not hold {} bytes", file, LENGTH);
		}
		catch (IOException ex) {
			logger.warn("Placeholders will differ after a restart: no key in file={}: {}", file, ex.toString());
		}
		return randomBytes();
	}

	private static void create(Path file) throws IOException {
		Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".redaction", ".key",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		try {
			Files.write(temporary, randomBytes(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
			Files.createLink(file, temporary);
		}
		catch (FileAlreadyExistsException ex) {
			logger.debug("Another replica has made file={}", file);
		}
		finally {
			Files.delete(temporary);
		}
	}

	private static byte[] randomBytes() {
		byte[] bytes = new byte[LENGTH];
		new SecureRandom().nextBytes(bytes);
		return bytes;
	}

}
