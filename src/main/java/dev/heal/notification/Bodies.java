package dev.heal.notification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.notification.NotificationProperties.BodyType;

/**
 * The bodies of webhooks. What comes out of logs stands where no markup counts: in rich
 * text of Slack, in text runs of Adaptive Cards.
 */
final class Bodies {

	private static final JsonMapper JSON = JsonMapper.shared();

	private Bodies() {
	}

	static String of(BodyType type, Notice notice) {
		return switch (type) {
			case JSON -> JSON.writeValueAsString(JSON.valueToTree(notice));
			case SLACK -> slack(notice).toString();
			case TEAMS -> teams(notice).toString();
		};
	}

	/**
	 * Fills a template.
	 * @param template a JSON text with placeholders in its strings
	 * @param notice what to fill in
	 * @return the body
	 */
	static String of(String template, Notice notice) {
		String body = template;
		for (Map.Entry<String, String> value : values(notice).entrySet()) {
			body = body.replace("{{" + value.getKey() + "}}",
					quoted(ChatText.of(value.getValue()).replace("{{", "{ {")));
		}
		return body.replace("{{link}}", quoted(Objects.requireNonNullElse(notice.link(), "")));
	}

	private static String quoted(String text) {
		String json = JSON.writeValueAsString(text);
		return json.substring(1, json.length() - 1);
	}

	private static Map<String, String> values(Notice notice) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("event", notice.event().text());
		values.put("title", notice.title());
		values.put("namespace", notice.namespace());
		values.put("subject", notice.subject());
		values.put("time", notice.time().toString());
		values.put("summary", notice.summary());
		values.put("cause", Objects.requireNonNullElse(notice.cause(), ""));
		values.put("confidence", String.valueOf(notice.confidence()));
		values.put("error", Objects.requireNonNullElse(notice.errorLine(), ""));
		values.put("remedy", Objects.requireNonNullElse(notice.remedy(), ""));
		values.put("message", Objects.requireNonNullElse(notice.message(), ""));
		values.put("failure", Objects.requireNonNullElse(notice.failure(), ""));
		values.put("remediation", Objects.requireNonNullElse(notice.remediation(), ""));
		values.put("report", Objects.requireNonNullElse(notice.report(), ""));
		return values;
	}

	private static ObjectNode slack(Notice notice) {
		ObjectNode body = JSON.createObjectNode()
			.put("text", ChatText.escaped(notice.title() + " – " + notice.summary()));
		ArrayNode blocks = body.putArray("blocks");
		plain(blocks.addObject().put("type", "header").putObject("text"), cut(notice.title(), 150));
		ArrayNode elements = blocks.addObject().put("type", "rich_text").putArray("elements");
		lines(notice).forEach((line) -> text(elements.addObject().put("type", "rich_text_section"), line + "\n"));
		if (notice.errorLine() != null) {
			text(elements.addObject().put("type", "rich_text_preformatted"), notice.errorLine());
		}
		plain(blocks.addObject().put("type", "context").putArray("elements").addObject(), facts(notice));
		if (notice.link() != null) {
			ObjectNode button = blocks.addObject()
				.put("type", "actions")
				.putArray("elements")
				.addObject()
				.put("type", "button")
				.put("url", notice.link());
			plain(button.putObject("text"), "Look at it");
		}
		return body;
	}

	private static void plain(ObjectNode node, String text) {
		node.put("type", "plain_text").put("text", ChatText.of(text)).put("emoji", false);
	}

	private static void text(ObjectNode section, String text) {
		section.putArray("elements").addObject().put("type", "text").put("text", ChatText.of(text));
	}

	private static ObjectNode teams(Notice notice) {
		ObjectNode body = JSON.createObjectNode().put("type", "message");
		ObjectNode attachment = body.putArray("attachments")
			.addObject()
			.put("contentType", "application/vnd.microsoft.card.adaptive")
			.putNull("contentUrl");
		ObjectNode card = attachment.putObject("content")
			.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
			.put("type", "AdaptiveCard")
			.put("version", "1.4");
		ArrayNode blocks = card.putArray("body");
		run(blocks, notice.title()).put("weight", "Bolder").put("size", "Medium");
		lines(notice).forEach((line) -> run(blocks, line));
		if (notice.errorLine() != null) {
			run(blocks, notice.errorLine()).put("fontType", "Monospace");
		}
		run(blocks, facts(notice)).put("isSubtle", true).put("size", "Small");
		if (notice.link() != null) {
			card.putArray("actions")
				.addObject()
				.put("type", "Action.OpenUrl")
				.put("title", "Look at it")
				.put("url", notice.link());
		}
		return body;
	}

	private static ObjectNode run(ArrayNode blocks, String text) {
		return blocks.addObject()
			.put("type", "RichTextBlock")
			.putArray("inlines")
			.addObject()
			.put("type", "TextRun")
			.put("text", ChatText.of(text));
	}

	// a block without a text is refused
	private static List<String> lines(Notice notice) {
		String first = notice.summary().isBlank() ? notice.title() : notice.summary();
		return Stream
			.of(first, said("To do", notice.remedy()), said("Agent", notice.remediation()),
					said("Note", notice.message()))
			.filter(Objects::nonNull)
			.toList();
	}

	private static @Nullable String said(String what, @Nullable String text) {
		return (text != null) ? what + ": " + text : null;
	}

	private static String facts(Notice notice) {
		return Stream
			.of(notice.cause(),
					(notice.cause() != null) ? String.format(Locale.ROOT, "%.2f sure", notice.confidence()) : null,
					said("failure", notice.failure()), said("report", notice.report()), "Heal")
			.filter(Objects::nonNull)
			.reduce((all, next) -> all + " · " + next)
			.orElse("");
	}

	private static String cut(String text, int length) {
		return (text.length() > length) ? text.substring(0, length - 1) + "…" : text;
	}

}
