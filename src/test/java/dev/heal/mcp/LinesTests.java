package dev.heal.mcp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.re2j.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Lines}.
 */
class LinesTests {

	@Test
	void rangeSaysWhereToReadOn() throws IOException {
		Lines lines = Lines.range(file(10), 10, 3, 2);
		assertThat(lines.text()).isEqualTo("3: line 3\n4: line 4");
		assertThat(lines.next()).isEqualTo(5);
	}

	@Test
	void lastLineHasNoNextOneWhetherItEndsOrNot() throws IOException {
		assertThat(Lines.range(text("a\nb\n"), 2, 1, 5).next()).isNull();
		Lines unended = Lines.range(text("a\nb"), 2, 2, 1);
		assertThat(unended.text()).isEqualTo("2: b");
		assertThat(unended.next()).isNull();
		assertThat(Lines.range(text("a\n"), 1, 7, 5).lines()).isEmpty();
	}

	@Test
	void pagesShowEachLineOnce() throws IOException {
		List<Long> seen = new ArrayList<>();
		Long next = 1L;
		while (next != null) {
			Lines page = Lines.range(file(100), 100, next, 7).first(5);
			seen.addAll(page.numbers());
			next = page.next();
		}
		assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(Long::valueOf).toList());
	}

	@Test
	void matchesStandBetweenTheLinesAround() throws IOException {
		Lines lines = Lines.matching(file(30), 30, 1, 2, Pattern.compile("line (12|14|20)$"), 2);
		assertThat(lines.text()).isEqualTo("""
				10- line 10
				11- line 11
				12: line 12
				13- line 13
				14: line 14
				15- line 15
				16- line 16""");
		assertThat(lines.next()).isEqualTo(17);
		assertThat(Lines.matching(file(30), 30, 17, 2, Pattern.compile("line (12|14|20)$"), 0).text())
			.isEqualTo("20: line 20");
	}

	@Test
	void nothingThatMatchesIsNothing() throws IOException {
		Lines lines = Lines.matching(file(30), 30, 1, 2, Pattern.compile("absent"), 2);
		assertThat(lines.lines()).isEmpty();
		assertThat(lines.next()).isNull();
	}

	@Test
	void longLineIsCut() throws IOException {
		Lines lines = Lines.range(text("x".repeat(1_000_000) + "\nend\n"), 2, 1, 5);
		assertThat(lines.lines().getFirst()).hasSizeLessThan(500).contains("more]");
		assertThat(lines.lines().getLast()).isEqualTo("2: end");
	}

	@Test
	void linesAreCounted() throws IOException {
		assertThat(Lines.count(text(""))).isZero();
		assertThat(Lines.count(text("a\n\nb"))).isEqualTo(3);
		assertThat(Lines.count(text("a\n\n"))).isEqualTo(2);
	}

	private static InputStream file(int lines) {
		return text(IntStream.rangeClosed(1, lines)
			.mapToObj((number) -> "line " + number + "\n")
			.collect(Collectors.joining()));
	}

	private static InputStream text(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

}
