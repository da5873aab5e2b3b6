package dev.heal.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What all pages have in common. They run no script but Heal's own, and load nothing from
 * elsewhere.
 */
final class Layout {

	private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
			+ "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private static final String PAGE = read();

	private Layout() {
	}

	/**
	 * Makes a page.
	 * @param title the title, any text
	 * @param main the content, HTML
	 * @return the answer
	 */
	static ResponseEntity<String> page(String title, String main) {
		return ResponseEntity.ok()
			.contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
			.header("Content-Security-Policy", POLICY)
			.body(PAGE.formatted(Html.text(title), main));
	}

	private static String read() {
		try {
			return new ClassPathResource("templates/page.html").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read the template of the pages", ex);
		}
	}

}
