package dev.heal.redaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.stereotype.Component;

/**
 * Takes secrets out of what passes through it.
 */
@Component
public class Redactor {

	private final RedactionKey key;

	private final boolean enabled;

	private final Rules rules;

	@Autowired
	Redactor(RedactionProperties properties, RedactionKey key) {
		this.key = key;
		this.enabled = properties.enabled();
		this.rules = Rules.with(properties.rules());
	}

	/**
	 * Creates a redactor whose placeholders somebody with the same key can reproduce.
	 * @param key any bytes, at least one
	 * @return a redactor with the built-in rules
	 */
	public static Redactor withKey(byte[] key) {
		return new Redactor(RedactionProperties.defaults(), RedactionKey.of(key));
	}

	/**
	 * Creates a redactor with a key of its own, so that its placeholders compare only
	 * with each other.
	 * @return a redactor with the built-in rules
	 */
	public static Redactor ephemeral() {
		return new Redactor(RedactionProperties.defaults(), RedactionKey.random());
	}

	/**
	 * Creates a redactor with a key of its own and the rules that are configured.
	 * @param settings what is configured
	 * @return a redactor with the built-in rules and those of the user
	 */
	public static Redactor ephemeral(Binder settings) {
		return new Redactor(settings.bindOrCreate("heal.redaction", RedactionProperties.class), RedactionKey.random());
	}

	/**
	 * Opens a stream that takes secrets out of what is written to it.
	 * @param target where the rest goes; closed with the stream
	 * @return the stream, to be used by one thread
	 */
	public RedactingOutputStream open(OutputStream target) {
		return this.enabled ? new RedactingOutputStream(target, this.rules, this.key.bytes())
				: new RedactingOutputStream(target);
	}

	/**
	 * Takes secrets out of a short text, such as an error message.
	 * @param text the text
	 * @return the text with placeholders
	 */
	public String redact(String text) {
		return new String(redact(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
	}

	/**
	 * Takes secrets out of bytes.
	 * @param bytes the bytes
	 * @return the bytes with placeholders
	 */
	public byte[] redact(byte[] bytes) {
		ByteArrayOutputStream target = new ByteArrayOutputStream(bytes.length + 64);
		try (RedactingOutputStream stream = this.enabled
				? new RedactingOutputStream(target, this.rules, this.key.bytes(), bytes.length)
				: new RedactingOutputStream(target)) {
			stream.write(bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not redact in memory", ex);
		}
		return target.toByteArray();
	}

}
