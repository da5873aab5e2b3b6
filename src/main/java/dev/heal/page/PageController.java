package dev.heal.page;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.incident.FailureOverview;
import dev.heal.incident.FailureOverview.FailureFilter;
import dev.heal.incident.IncidentView;
import dev.heal.names.ContainerName;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;
import dev.heal.remediation.IncidentState;
import dev.heal.remediation.Pause;
import dev.heal.report.Timeline;

/**
 * The pages.
 */
@Controller
@Hidden
class PageController {

	private static final int PODS = 200;

	private static final int LINES = 400;

	private final FailureOverview failures;

	private final EvidenceCollector evidence;

	private final Pause pause;

	private final LiveUpdates updates;

	private final Clock clock;

	PageController(FailureOverview failures, EvidenceCollector evidence, Pause pause, LiveUpdates updates,
			Clock clock) {
		this.failures = failures;
		this.evidence = evidence;
		this.pause = pause;
		this.updates = updates;
		this.clock = clock;
	}

	@GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> failures(@RequestParam(required = false) @Nullable IncidentState state,
			@RequestParam(required = false) @Nullable NamespaceName namespace,
			@RequestParam(required = false) @Nullable String cause, @RequestParam(required = false) @Nullable String q,
			@RequestParam(defaultValue = "0") int page) {
		int shown = Math.max(0, page);
		FailureFilter filter = new FailureFilter(state, (namespace != null) ? namespace.value() : null, given(cause),
				given(q));
		return Layout.page("Failures", FailuresPage.of(this.failures.list(filter, shown, FailuresPage.SIZE), filter,
				shown, this.pause.on(), mayOperate(), this.clock.instant()));
	}

	@GetMapping(path = "/failures/{namespace}/{pod}", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> failure(@PathVariable NamespaceName namespace, @PathVariable PodName pod) {
		return details(namespace.value(), pod.value());
	}

	@GetMapping(path = "/failures/{namespace}/{kind}/{name}", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> workload(@PathVariable NamespaceName namespace, @PathVariable ContainerName kind,
			@PathVariable PodName name) {
		return details(namespace.value(), kind + "_" + name);
	}

	private ResponseEntity<String> details(String namespace, String key) {
		IncidentView incident = this.failures.find(namespace, key)
			.orElseThrow(() -> missing("There is no incident of " + namespace + "/" + key + "."));
		Timeline timeline = this.evidence.stored(namespace, key)
			.map(Timeline::of)
			.orElseGet(() -> new Timeline(List.of()));
		FailureDetails details = new FailureDetails(incident, this.failures.ofSameFailure(incident, PODS), timeline,
				mayOperate());
		return Layout.page(details.title(), details.html(this.clock.instant()));
	}

	@GetMapping(path = "/alerts/a7/{namespace}/{pod}", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> report(@PathVariable NamespaceName namespace, @PathVariable PodName pod) {
		String report = this.failures.report(namespace.value(), pod.value())
			.orElseThrow(() -> missing("There is no report of pod %s in namespace %s yet.".formatted(pod, namespace)));
		Timeline timeline = this.evidence.stored(namespace.value(), pod.value())
			.map(Timeline::of)
			.orElseGet(() -> new Timeline(List.of()));
		String own = this.failures.reportBeside(namespace.value(), pod.value())
			.map((beside) -> "<hr>\n<p>Heal's own report:</p>\n" + ReportPage.of(beside, timeline))
			.orElse("");
		return Layout.page("Report on " + pod, ReportPage.of(report, timeline) + own);
	}

	@GetMapping(path = "/evidence/{namespace}/{pod}/{file}", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> lines(@PathVariable NamespaceName namespace, @PathVariable PodName pod,
			@PathVariable String file, @RequestParam(defaultValue = "1") long line) throws IOException {
		Kind kind = Arrays.stream(Kind.values())
			.filter((known) -> known.fileName().equals(file))
			.findFirst()
			.orElseThrow(() -> missing("There is no such file."));
		Optional<Evidence> stored = this.evidence.guarded(namespace.value(), pod.value());
		try (InputStream in = stored.flatMap((found) -> found.open(kind))
			.orElseThrow(() -> missing("No %s of pod %s is stored.".formatted(file, pod)))) {
			long first = Math.max(1, line - LINES / 2);
			return Layout.page("%s of %s".formatted(file, pod),
					EvidencePage.of(namespace.value(), pod.value(), file, EvidenceLines.read(in, first, LINES), line));
		}
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@ResponseBody
	SseEmitter events() {
		return this.updates.subscribe();
	}

	private static @Nullable String given(@Nullable String parameter) {
		return (parameter == null || parameter.isBlank()) ? null : parameter.strip();
	}

	private static boolean mayOperate() {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		return caller != null && caller.getAuthorities()
			.stream()
			.anyMatch((authority) -> "SCOPE_operate".equals(authority.getAuthority()));
	}

	private static ResponseStatusException missing(String detail) {
		return new ResponseStatusException(HttpStatus.NOT_FOUND, detail);
	}

}
