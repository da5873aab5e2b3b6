package dev.heal.security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LocalCallers}: without authentication this machine may call, and no
 * page in a browser of this machine.
 */
@HealTest
class LocalCallersTests {

	@Autowired
	private MockMvcTester mvc;

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:8080", "127.0.0.1", "127.1.2.3:8080", "[::1]:8080", "LOCALHOST" })
	void thisMachineMayCall(String host) {
		assertThat(this.mvc.get().uri("http://" + host + "/alerts/a7")).hasStatusOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rebound.example", "localhost.evil.example", "127.0.0.1.nip.io", "192.168.0.7",
			"heal.heal.svc" })
	void nameThatWasReboundMayNot(String host) {
		assertThat(this.mvc.get().uri("http://" + host + "/alerts/a7")).hasStatus(403)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyText()
			.contains("localhost only");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "https://evil.example", "null", "http://localhost:3000", "http://localhost.evil.example", "%" })
	void pageOfAnotherOriginMayNot(String origin) {
		assertThat(this.mvc.post()
			.uri("http://localhost:8080/pods/web-0/logs")
			.header(HttpHeaders.HOST, "localhost:8080")
			.header(HttpHeaders.ORIGIN, origin)).hasStatus(403)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyText()
			.contains("other origins");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cross-site", "same-site" })
	void pageOfAnotherSiteMayNotEvenIfItHidesItsOrigin(String site) {
		assertThat(this.mvc.post().uri("http://localhost:8080/pods/web-0/logs").header("Sec-Fetch-Site", site))
			.hasStatus(403);
		assertThat(this.mvc.get().uri("http://localhost:8080/alerts/a7").header("Sec-Fetch-Site", site)).hasStatus(403);
		assertThat(this.mvc.get()
			.uri("http://localhost:8080/alerts/a7")
			.header("Sec-Fetch-Site", site)
			.header("Sec-Fetch-Mode", "navigate")).as("who follows a link").hasStatusOk();
	}

	@Test
	void ownPageMay() {
		assertThat(this.mvc.get()
			.uri("http://localhost:8080/alerts/a7")
			.header(HttpHeaders.HOST, "localhost:8080")
			.header(HttpHeaders.ORIGIN, "http://localhost:8080")).hasStatusOk();
	}

}
