package dev.heal.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.heal.evidence.log.ContainerLogSource;
import dev.heal.evidence.log.ContainerLogSource.LogChangedException;
import dev.heal.evidence.log.LogPosition;
import dev.heal.evidence.log.Stamp;
import dev.heal.evidence.log.StampedLines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ContainerLogSource}'s way to take up a log: {@link LogPosition} and
 * {@link StampedLines}.
 */
class ContainerLogSourceTests {

	/**
	 * Ten equal lines a second, so that only the position can tell them apart.
	 */
	private static String log(int firstSecond, boolean stamped) {
		return IntStream.range(firstSecond * 10, 50)
			.mapToObj(
					(i) -> (stamped ? "2026-01-05T10:00:%02d.%d00000000Z ".formatted(i / 10, i % 10) : "") + "again\n")
			.collect(Collectors.joining());
	}

	private static String read(LogPosition position, String text, int piece) throws IOException {
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		StampedLines lines = new StampedLines(position);
		position.resume();
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		byte[] stripped = new byte[piece + Stamp.LONGEST];
		for (int from = 0; from < bytes.length; from += piece) {
			byte[] in = Arrays.copyOfRange(bytes, from, Math.min(from + piece, bytes.length));
			result.write(stripped, 0, lines.strip(in, in.length, stripped));
		}
		return result.toString(StandardCharsets.UTF_8);
	}

	@Test
	void stampsAreTakenOffWhateverThePieces() throws IOException {
		for (int piece : new int[] { 1, 7, 30, 31, 32, 5000 }) {
			assertThat(read(new LogPosition(), log(0, true), piece)).isEqualTo(log(0, false));
		}
	}

	@Test
	void logThatBreaksAnywhereIsTakenUpThere() throws IOException {
		String all = log(0, true);
		for (int cut = 1; cut < all.length(); cut++) {
			LogPosition position = new LogPosition();
			String begin = read(position, all.substring(0, cut), 64);
			String second = position.second();
			int from = (second != null) ? Integer.parseInt(second.substring(17, 19)) : 0;
			assertThat(begin + read(position, log(from, true), 64)).as("cut at %d", cut).isEqualTo(log(0, false));
		}
	}

	@Test
	void plainLogThatBreaksIsTakenUpWithStamps() throws IOException {
		LogPosition position = new LogPosition();
		byte[] plain = log(0, false).substring(0, 100).getBytes(StandardCharsets.UTF_8);
		position.deliver(plain, 0, plain.length);
		String more = read(position, log(0, true).substring(0, 700), 64);
		assertThat(position.second()).isEqualTo("2026-01-05T10:00:01Z");
		assertThat(log(0, false)).startsWith(new String(plain, StandardCharsets.UTF_8) + more);
		assertThat(new String(plain, StandardCharsets.UTF_8) + more + read(position, log(1, true), 64))
			.isEqualTo(log(0, false));
	}

	@Test
	void otherLogIsNotTakenForTheRest() throws IOException {
		LogPosition position = new LogPosition();
		read(position, log(0, true).substring(0, 500), 64);
		assertThatExceptionOfType(LogChangedException.class)
			.isThrownBy(() -> read(position, log(0, true).replace("again", "other"), 64));
	}

	@Test
	void lineWithoutStampIsKept() throws IOException {
		assertThat(read(new LogPosition(), "unable to retrieve container logs for containerd://5f\n", 9))
			.isEqualTo("unable to retrieve container logs for containerd://5f\n");
	}

}
