package dev.heal.notification;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.notification.NotificationProperties.BodyType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Bodies}.
 */
class BodiesTests {

	static Notice notice(NoticeEvent event, String summary) {
		return new Notice(event, "f1/" + event.text(), Instant.now(), "shop", "web-0", "f1", "code-bug", 0.97, summary,
				summary, "Change Quote.java", null, summary, "/workspace/watch/alerts/A7-web-0.md",
				"https://heal.example.com/failures/shop/web-0");
	}

	@ParameterizedTest
	@EnumSource(names = { "SLACK", "TEAMS" })
	void whatALogSaysCallsNobodyAndLinksNowhere(BodyType type) {
		String body = Bodies.of(type,
				notice(NoticeEvent.REPORT_READY, "<!channel> @here <@U1> [click](http://evil.example) \"} \u202e"));
		assertThat(body).doesNotContain("<!channel>", "@here", "<@U1>", "](http", "http://evil", "\u202e");
		assertThat(JsonMapper.shared().readTree(body).isObject()).isTrue();
	}

	@Test
	void slackHasATextForNotificationsAndALinkToThePage() {
		JsonNode body = JsonMapper.shared()
			.readTree(Bodies.of(BodyType.SLACK, notice(NoticeEvent.RESOLVED, "a < b & c")));
		assertThat(body.path("text").asString()).isEqualTo("Resolved: shop/web-0 – a &lt; b &amp; c");
		assertThat(body.at("/blocks/0/text/type").asString()).isEqualTo("plain_text");
		assertThat(body.at("/blocks/3/elements/0/url").asString())
			.isEqualTo("https://heal.example.com/failures/shop/web-0");
	}

	@ParameterizedTest
	@EnumSource(names = { "SLACK", "TEAMS" })
	void noTextIsEmptyWhereNothingWasFound(BodyType type) {
		Notice bare = new Notice(NoticeEvent.ESCALATED, "f1/escalated", Instant.now(), "shop", "web-0", null, null, 0,
				"", null, null, null, null, null, null);
		assertThat(JsonMapper.shared().readTree(Bodies.of(type, bare)).findValues("text"))
			.allMatch((text) -> text.isObject() || !text.asString().isBlank());
		assertThat(Bodies.of(type, bare)).doesNotContain("[]");
	}

	@Test
	void teamsGetsAnAdaptiveCardWhoseTextIsNoMarkdown() {
		JsonNode body = JsonMapper.shared()
			.readTree(Bodies.of(BodyType.TEAMS, notice(NoticeEvent.ESCALATED, "**no** price")));
		JsonNode card = body.at("/attachments/0/content");
		assertThat(body.at("/attachments/0/contentType").asString())
			.isEqualTo("application/vnd.microsoft.card.adaptive");
		assertThat(card.path("body").valueStream())
			.allMatch((block) -> block.path("type").asString().equals("RichTextBlock"));
		assertThat(card.at("/actions/0/type").asString()).isEqualTo("Action.OpenUrl");
	}

	@Test
	void templateIsFilledAsJsonWhateverComes() {
		String body = Bodies.of("{\"content\": \"{{title}}: {{summary}}\", \"at\": \"{{link}}\"}",
				notice(NoticeEvent.REPORT_READY, "say \"no\" {{remedy}} @everyone\n"));
		JsonNode filled = JsonMapper.shared().readTree(body);
		assertThat(filled.path("content").asString()).startsWith("Report ready: shop/web-0: say \"no\"")
			.doesNotContain("@everyone", "Change Quote.java");
		assertThat(filled.path("at").asString()).isEqualTo("https://heal.example.com/failures/shop/web-0");
	}

}
