package dev.heal.notification;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What people are told of.
 */
enum NoticeEvent {

	/**
	 * Heal knows what failed and why.
	 */
	REPORT_READY("Report ready"),
	/**
	 * An agent is at work.
	 */
	REMEDIATION_STARTED("Remediation started"),
	/**
	 * A person must approve.
	 */
	APPROVAL_WANTED("Approval wanted"),
	/**
	 * It fails no more.
	 */
	RESOLVED("Resolved"),
	/**
	 * It is left to people.
	 */
	ESCALATED("Left to people");

	private final String title;

	NoticeEvent(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

	@JsonValue
	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
