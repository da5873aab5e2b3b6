package dev.heal.limits;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Workspace;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestBounds} when more comes than can be taken in.
 */
class OverloadTests {

	private @Nullable String objection;

	private final RequestBounds bounds = bounds();

	@Test
	void fullBacklogIsToldBeforeTheBodyIsRead() throws Exception {
		this.objection = "Too many incidents wait already";
		MockHttpServletResponse answer = new MockHttpServletResponse();
		this.bounds.doFilter(new MockHttpServletRequest("POST", "/alerts/a7") {

			@Override
			public ServletInputStream getInputStream() {
				return new BegunBody(new byte[0], null) {

					@Override
					public int read(byte[] buffer, int offset, int length) {
						throw new AssertionError("read");
					}

				};
			}

		}, answer, taken(null));
		assertRefused(answer, "Too many incidents wait already");
		this.objection = null;
		assertThat(post(new byte[10], taken(null)).getStatus()).isEqualTo(202);
	}

	@Test
	void moreThanAreTakenInAtATimeAreRefusedUntilOneIsDone() throws Exception {
		MockHttpServletResponse answer = post(new byte[10],
				taken(() -> assertRefused(post(new byte[10], taken(null)), "heal.limits.webhooks")));
		assertThat(answer.getStatus()).isEqualTo(202);
		assertThat(post(new byte[10], taken(null)).getStatus()).isEqualTo(202);
	}

	@Test
	void bodyArrivesWhole() throws Exception {
		byte[] body = new byte[200_000];
		for (int i = 0; i < body.length; i++) {
			body[i] = (byte) (i * 31);
		}
		post(body, (request, _) -> assertThat(request.getInputStream().readAllBytes()).isEqualTo(body));
	}

	private MockHttpServletResponse post(byte[] body, FilterChain chain) throws ServletException, IOException {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/alerts/a7");
		request.setContent(body);
		MockHttpServletResponse answer = new MockHttpServletResponse();
		this.bounds.doFilter(request, answer, chain);
		return answer;
	}

	private static FilterChain taken(@Nullable Step step) {
		return (_, answer) -> {
			if (step != null) {
				step.run();
			}
			((jakarta.servlet.http.HttpServletResponse) answer).setStatus(202);
		};
	}

	private static void assertRefused(MockHttpServletResponse answer, String reason) throws IOException {
		assertThat(answer.getStatus()).isEqualTo(503);
		assertThat(answer.getHeader("Retry-After")).isNotNull();
		assertThat(answer.getContentAsString()).contains(reason);
	}

	private RequestBounds bounds() {
		LimitProperties properties = new LimitProperties(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1),
				DataSize.ofMegabytes(1), Duration.ofSeconds(5), 1, 1000, 1000);
		Overload overload = () -> Optional.ofNullable(this.objection);
		StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("overload", overload));
		return new RequestBounds(properties, beans.getBeanProvider(Workspace.class),
				beans.getBeanProvider(Overload.class), new Bodies(properties), JsonMapper.shared());
	}

	/**
	 * What happens while a webhook is taken in.
	 */
	@FunctionalInterface
	private interface Step {

		void run() throws IOException, ServletException;

	}

}
