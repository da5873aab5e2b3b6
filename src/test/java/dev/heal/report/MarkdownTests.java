package dev.heal.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Markdown}.
 */
class MarkdownTests {

	@Test
	void fenceIsLongerThanAnyInside() {
		assertThat(Markdown.fence("a\n`````\n# b")).isEqualTo("``````text\na\n`````\n# b\n``````");
	}

	@Test
	void coloursAndControlCharactersGo() {
		assertThat(Markdown.visible("\u001B[31mred\u001B[0m\u0000\u0007 \u001B]0;title\u0007x\r\n\ty"))
			.isEqualTo("red x\n\ty");
	}

	@Test
	void invisibleCharactersGo() {
		String hidden = "a\u200Bb\u202Ec\u2028d\uFEFFe" + Character.toString(0xE0041) + "f";
		assertThat(Markdown.visible(hidden)).isEqualTo("abcdef");
	}

	@ParameterizedTest
	@CsvSource({ "<script>,&lt;script>", "[x](http://y),\\[x\\](http://y)", "a`b,a'b", "a|b,a\\|b",
			"a&lt;b,a&amp;lt;b" })
	void inlineTextStaysText(String text, String expected) {
		assertThat(Markdown.inline(text)).isEqualTo(expected);
	}

	@Test
	void inlineTextIsOneLine() {
		assertThat(Markdown.inline("a\n\n# b\t c ")).isEqualTo("a # b c");
	}

	@Test
	void longInlineTextIsCut() {
		assertThat(Markdown.inline("\uD83D\uDE00".repeat(500))).hasSize(801).endsWith("…");
	}

}
