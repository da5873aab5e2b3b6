package dev.heal.notification;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.validation.annotation.Validated;

/**
 * Who is told by webhook what Heal found and did; nobody unless said.
 *
 * @param baseUrl where people reach Heal's pages, for links to them; none for no links
 * @param maxAge how long it is tried; what is older is no news any more
 * @param targets who is told
 */
@Validated
@ConfigurationProperties("heal.notifications")
record NotificationProperties(@Nullable URI baseUrl, @DefaultValue("1h") Duration maxAge,
		@DefaultValue List<@Valid Target> targets) {

	@AssertTrue(message = "names of heal.notifications.targets must differ")
	boolean isEachNameOnce() {
		return this.targets.stream().map(Target::name).distinct().count() == this.targets.size();
	}

	/**
	 * A receiver of webhooks.
	 *
	 * @param name what it is called in metrics and in the log
	 * @param type the body that it takes
	 * @param url its address, which may hold a secret: give it by an environment
	 * variable, or urlFile instead
	 * @param urlFile a file with its address, read at each use
	 * @param tokenFile a file with a bearer token to send along, none for no token
	 * @param template a JSON text with placeholders in place of the body of its type
	 * @param events what it is told of
	 * @param namespaces the only namespaces that it is told of, empty for all
	 * @param maxPerMinute how many it is sent in a minute; more wait
	 * @param timeout how long an exchange may take
	 * @param sslBundle the SSL bundle of Spring Boot with the certificates to trust, none
	 * for those of the JVM
	 */
	// @formatter:off: spring-javaformat breaks arrays in annotations of record components
	record Target(@NotBlank @Pattern(regexp = "[a-z0-9-]{1,40}") String name, @DefaultValue("json") BodyType type,
			@Nullable URI url, @Nullable Path urlFile, @Nullable Path tokenFile, @Nullable Resource template,
			@DefaultValue({ "report-ready", "remediation-started", "approval-wanted", "resolved", "escalated" }) Set<NoticeEvent> events,
			@DefaultValue List<String> namespaces, @DefaultValue("20") @Min(1) @Max(600) int maxPerMinute,
			@DefaultValue("10s") Duration timeout, @Nullable String sslBundle) {
	// @formatter:on

		@AssertTrue(message = "set either url or url-file")
		boolean isReachable() {
			return (this.url == null) != (this.urlFile == null);
		}

		boolean wants(Notice notice) {
			return this.events.contains(notice.event())
					&& (this.namespaces.isEmpty() || this.namespaces.contains(notice.namespace()));
		}

		// the address is a secret
		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * The bodies of webhooks.
	 */
	enum BodyType {

		/**
		 * All that there is to tell.
		 */
		JSON,
		/**
		 * What Slack takes, and chats that take the same.
		 */
		SLACK,
		/**
		 * What a workflow of Microsoft Teams takes: an Adaptive Card.
		 */
		TEAMS

	}

}
