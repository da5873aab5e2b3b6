package dev.heal.redaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.fuzz.Seeds;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for texts that redaction breaks, reads in another way when they come in parts or
 * a second time, or is too long at.
 */
@Tag("fuzz")
class RedactionFuzzTests {

	private static final Redactor REDACTOR = Redactor.withKey(new byte[32]);

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	/** How many texts are not repeated for one that is. */
	private static final int EVERY_SO_MANY = 8;

	private static final int LONG = 32 * 1024;

	private static final long LONGEST_NANOS = 5_000_000_000L;

	@FuzzTest
	void redaction(byte[] text) throws IOException {
		byte[] redacted = REDACTOR.redact(text);
		assertThat(inParts(text)).isEqualTo(redacted);
		assertThat(REDACTOR.redact(redacted)).isEqualTo(redacted);
		if (isJson(text)) {
			assertThat(isJson(redacted)).as(() -> new String(redacted)).isTrue();
		}
		if (Arrays.hashCode(text) % EVERY_SO_MANY == 0) {
			assertIsFast(text);
		}
	}

	@ParameterizedTest
	@MethodSource("changed")
	void changedSeeds(byte[] text) throws IOException {
		redaction(text);
	}

	static Stream<byte[]> changed() {
		return Seeds.changed(RedactionFuzzTests.class, "redaction", 5);
	}

	private static byte[] inParts(byte[] text) throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		try (RedactingOutputStream stream = REDACTOR.open(target)) {
			int length = 1 + Math.floorMod(Arrays.hashCode(text), 13);
			for (int start = 0; start < text.length; start += length) {
				stream.write(text, start, Math.min(length, text.length - start));
			}
		}
		return target.toByteArray();
	}

	private static boolean isJson(byte[] text) {
		try {
			return JsonMapper.shared().readTree(text).isContainer();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static void assertIsFast(byte[] text) {
		byte[] repeated = new byte[(text.length > 0) ? LONG : 0];
		for (int i = 0; i < repeated.length; i++) {
			repeated[i] = text[i % text.length];
		}
		long start = THREADS.getCurrentThreadCpuTime();
		REDACTOR.redact(repeated);
		assertThat(THREADS.getCurrentThreadCpuTime() - start).isLessThan(LONGEST_NANOS);
	}

}
