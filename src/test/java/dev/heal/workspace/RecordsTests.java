package dev.heal.workspace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Records}.
 */
class RecordsTests {

	private static final List<String> RECORDS = List.of("{\"pod\":\"web-0\"}", "", "{\"text\":\"two\\nlines\"}",
			"x".repeat(300));

	private static final byte[] BYTES = bytes(RECORDS);

	private boolean whole;

	@Test
	void areReadAsTheyWereWritten() {
		assertThat(read(BYTES)).isEqualTo(RECORDS);
		assertThat(this.whole).isTrue();
		assertThat(read(new byte[0])).isEmpty();
	}

	@Test
	void endThatIsMissingCostsTheLastOneAlone() {
		for (int length = 0; length < BYTES.length; length++) {
			List<String> found = read(Arrays.copyOf(BYTES, length));
			assertThat(found).isEqualTo(RECORDS.subList(0, found.size()));
			int next = (found.size() < RECORDS.size()) ? bytes(RECORDS.subList(0, found.size() + 1)).length
					: BYTES.length;
			assertThat(length).isBetween(bytes(RECORDS.subList(0, found.size())).length - 1, next - 1);
			assertThat(this.whole).isTrue();
		}
	}

	@Test
	void flippedBitCostsNoOtherRecord() {
		for (int at = 0; at < BYTES.length; at++) {
			for (int bit = 0; bit < 8; bit++) {
				byte[] damaged = BYTES.clone();
				damaged[at] ^= (byte) (1 << bit);
				List<String> found = read(damaged);
				assertThat(RECORDS).containsAll(found);
				assertThat(found).hasSizeGreaterThanOrEqualTo(RECORDS.size() - 1);
				assertThat(found.size() == RECORDS.size() || !this.whole || at >= bytes(RECORDS.subList(0, 3)).length)
					.isTrue();
			}
		}
	}

	@Test
	void alienFileHoldsNone() {
		assertThat(read(
				"{\"not\": \"a journal\"}\nffffffff ffffffff \n00000000 7fffffff \n".getBytes(StandardCharsets.UTF_8)))
			.isEmpty();
		assertThat(this.whole).isFalse();
	}

	@Test
	void recordThatMakesNoSenseIsToldOf() {
		assertThat(Records.read(BYTES, (record) -> record.length > 0)).isFalse();
	}

	private List<String> read(byte[] bytes) {
		List<String> found = new ArrayList<>();
		this.whole = Records.read(bytes, (record) -> found.add(new String(record, StandardCharsets.UTF_8)));
		return found;
	}

	private static byte[] bytes(List<String> records) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Stream<String> all = records.stream();
		all.forEach((record) -> out.writeBytes(Records.framed(record.getBytes(StandardCharsets.UTF_8))));
		return out.toByteArray();
	}

}
