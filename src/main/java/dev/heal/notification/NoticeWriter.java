package dev.heal.notification;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.incident.FailureOverview;
import dev.heal.incident.IncidentView;
import dev.heal.redaction.Redactor;
import dev.heal.remediation.IncidentState;

/**
 * Says what there is to tell of an incident as it is now. The pods of one failure make
 * one notice, not one each.
 */
@Component
class NoticeWriter {

	private static final int LENGTH = 500;

	private static final int SIBLINGS = 500;

	private final FailureOverview failures;

	private final Redactor redactor;

	private final NotificationProperties properties;

	NoticeWriter(FailureOverview failures, Redactor redactor, NotificationProperties properties) {
		this.failures = failures;
		this.redactor = redactor;
		this.properties = properties;
	}

	Optional<Notice> of(IncidentView incident) {
		if (incident.report() == null) {
			return Optional.empty();
		}
		return switch (incident.state()) {
			case REPORTED, QUEUED -> Optional.of(notice(NoticeEvent.REPORT_READY, incident, ""));
			case AWAITING_APPROVAL -> Optional.of(notice(NoticeEvent.APPROVAL_WANTED, incident, remediation(incident)));
			case REMEDIATING -> Optional.of(notice(NoticeEvent.REMEDIATION_STARTED, incident, remediation(incident)));
			case ESCALATED -> Optional.of(notice(NoticeEvent.ESCALATED, incident, remediation(incident)));
			case RESOLVED -> Optional.of(notice(NoticeEvent.RESOLVED, incident, ""));
			case CLOSED ->
				isLast(incident) ? Optional.of(notice(NoticeEvent.RESOLVED, incident, "")) : Optional.empty();
			default -> Optional.empty();
		};
	}

	// of many pods that get well, the last one tells; what expired, or is gone, has not
	private boolean isLast(IncidentView incident) {
		return "alert resolved".equals(incident.reason()) && this.failures.ofSameFailure(incident, SIBLINGS)
			.stream()
			.noneMatch((other) -> other.endedAt() == null
					&& (other.state().isOpen() || other.state() == IncidentState.ESCALATED));
	}

	private static String remediation(IncidentView incident) {
		return (incident.remediation() != null) ? "/" + incident.remediation() : "";
	}

	private Notice notice(NoticeEvent event, IncidentView incident, String detail) {
		Analysis analysis = incident.analysis();
		String subject = (incident.pod() != null) ? incident.pod() : String.valueOf(incident.workload());
		String what = (incident.failure() != null) ? incident.failure() : incident.namespace() + "/" + subject;
		return new Notice(event, what + "/" + event.text() + detail, incident.updatedAt(), incident.namespace(),
				subject, incident.failure(), (analysis != null) ? analysis.cause().id() : null,
				(analysis != null) ? analysis.confidence() : 0, (analysis != null) ? text(analysis.summary()) : "",
				(analysis != null) ? text(analysis.errorLine()) : null,
				(analysis != null && analysis.remedy() != null) ? text(analysis.remedy().text()) : null,
				incident.remediation(), text(incident.reason()), incident.report(),
				link(incident.namespace(), subject));
	}

	private @Nullable String link(String namespace, String subject) {
		return (this.properties.baseUrl() != null) ? this.properties.baseUrl().toString().replaceFirst("/+$", "")
				+ "/failures/" + namespace + "/" + subject : null;
	}

	@SuppressWarnings("NullAway") // null for null
	private String text(@Nullable String text) {
		if (text == null) {
			return null;
		}
		String clean = this.redactor.redact(text);
		return (clean.length() > LENGTH)
				? clean.substring(0, clean.offsetByCodePoints(0, clean.codePointCount(0, LENGTH))) + "…" : clean;
	}

}
