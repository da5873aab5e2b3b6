package dev.heal.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What fuzz tests begin with: the inputs kept beside each of them, for a short run also
 * with a few bytes changed, the same ones each time.
 */
public final class Seeds {

	private static final Path RESOURCES = Path.of("src/test/resources");

	private static final int MOST_CHANGES = 6;

	private Seeds() {
	}

	/**
	 * Changes the inputs of a test at random.
	 * @param test the class of the test
	 * @param method its name
	 * @param times how often each input is changed
	 * @return what came of it
	 */
	public static Stream<byte[]> changed(Class<?> test, String method, int times) {
		Random random = new Random(test.getName().hashCode());
		List<byte[]> seeds = of(test, method);
		return seeds.stream()
			.flatMap((seed) -> IntStream.range(0, times).mapToObj((_) -> changed(seed, seeds, random)));
	}

	private static List<byte[]> of(Class<?> test, String method) {
		Path folder = RESOURCES.resolve(test.getName().replace('.', '/') + "Inputs").resolve(method);
		try (Stream<Path> files = Files.list(folder)) {
			return files.sorted().map(Seeds::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No inputs for " + test, ex);
		}
	}

	private static byte[] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] changed(byte[] seed, List<byte[]> others, Random random) {
		byte[] bytes = seed;
		for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
			byte[] other = others.get(random.nextInt(others.size()));
			bytes = switch (random.nextInt(4)) {
				case 0 -> replaced(bytes, 1, new byte[] { (byte) random.nextInt(256) }, random);
				case 1 -> replaced(bytes, random.nextInt(8), new byte[0], random);
				case 2 -> replaced(bytes, 0, part(other, random), random);
				default -> replaced(bytes, 1, part(bytes, random), random);
			};
		}
		return bytes;
	}

	private static byte[] part(byte[] bytes, Random random) {
		int start = random.nextInt(bytes.length + 1);
		return Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + random.nextInt(24)));
	}

	private static byte[] replaced(byte[] bytes, int length, byte[] by, Random random) {
		int start = random.nextInt(bytes.length + 1);
		int end = Math.min(bytes.length, start + length);
		byte[] result = Arrays.copyOf(bytes, start + by.length + bytes.length - end);
		System.arraycopy(by, 0, result, start, by.length);
		System.arraycopy(bytes, end, result, start + by.length, bytes.length - end);
		return result;
	}

}
