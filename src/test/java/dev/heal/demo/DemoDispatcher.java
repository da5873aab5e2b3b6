package dev.heal.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Answers for the failing pods of the demo as an API server would, logs and events
 * included; everything else is kept by fabric8's mock.
 */
class DemoDispatcher extends KubernetesCrudDispatcher {

	private static final String STATUS = """
			{"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "%s", "reason": "%s", "code": %d}""";

	private final Map<String, DemoPod> pods;

	DemoDispatcher(List<DemoPod> pods) {
		this.pods = pods.stream().collect(Collectors.toMap(DemoPod::path, (pod) -> pod));
	}

	static KubernetesMockServer server(List<DemoPod> pods) {
		return new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new DemoDispatcher(pods),
				false);
	}

	@Override
	public MockResponse dispatch(RecordedRequest request) {
		UriComponents uri = UriComponentsBuilder.fromUriString(request.getPath()).build();
		List<String> path = uri.getPathSegments();
		if (request.getMethod().equals("GET") && path.size() > 4 && path.get(4).equals("pods")
				&& !uri.getQueryParams().containsKey("watch")) {
			return pod(path, uri);
		}
		if (request.getMethod().equals("GET") && path.equals(List.of("api", "v1", "pods"))
				&& !uri.getQueryParams().containsKey("watch")) {
			return list((_) -> true);
		}
		if (request.getMethod().equals("GET") && path.size() == 5 && path.get(4).equals("events")) {
			return events(uri);
		}
		if (request.getPath().endsWith("/selfsubjectaccessreviews")) {
			return json("{\"kind\": \"SelfSubjectAccessReview\", \"apiVersion\": \"authorization.k8s.io/v1\", "
					+ "\"status\": {\"allowed\": true}}");
		}
		return super.dispatch(request);
	}

	private MockResponse pod(List<String> path, UriComponents uri) {
		if (path.size() == 5) {
			return list(path.get(3), Optional.ofNullable(uri.getQueryParams().getFirst("labelSelector")).orElse(""));
		}
		DemoPod pod = this.pods.get(path.get(3) + "/" + path.get(5));
		if (pod == null) {
			return status(404, "NotFound", "pods '%s' not found".formatted(path.get(5)));
		}
		return (path.size() == 7) ? log(pod, uri) : json(pod.pod());
	}

	private MockResponse list(String namespace, String selector) {
		String labels = URLDecoder.decode(selector, StandardCharsets.UTF_8);
		return list((pod) -> pod.namespace().equals(namespace) && pod.hasLabels(labels));
	}

	private MockResponse list(Predicate<DemoPod> wanted) {
		return json(this.pods.values()
			.stream()
			.filter(wanted)
			.map(DemoPod::pod)
			.collect(Collectors.joining(",",
					"{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [",
					"]}")));
	}

	private MockResponse events(UriComponents uri) {
		String selector = Optional.ofNullable(uri.getQueryParams().getFirst("fieldSelector")).orElse("");
		return this.pods.values()
			.stream()
			.filter((pod) -> Arrays.asList(selector.split("=|,|%3D|%2C")).contains(pod.name()))
			.findFirst()
			.map((pod) -> json(pod.events()))
			.orElseGet(
					() -> json("{\"kind\": \"EventList\", \"apiVersion\": \"v1\", \"metadata\": {}, \"items\": []}"));
	}

	private MockResponse log(DemoPod pod, UriComponents uri) {
		boolean previous = Boolean.parseBoolean(uri.getQueryParams().getFirst("previous"));
		return pod.log()
			.map((log) -> text(tail(log, uri.getQueryParams().getFirst("tailLines"))))
			.orElseGet(() -> status(400, "BadRequest",
					previous ? "previous terminated container '%s' in pod '%s' not found".formatted(pod.container(),
							pod.name())
							: "container '%s' in pod '%s' is waiting to start: image can't be pulled"
								.formatted(pod.container(), pod.name())));
	}

	private static byte[] tail(Path log, String lines) {
		try {
			String text = read(log);
			List<String> all = text.lines().toList();
			int from = (lines != null) ? Math.max(0, all.size() - Integer.parseInt(lines)) : 0;
			return (from == 0) ? text.getBytes(StandardCharsets.ISO_8859_1)
					: (String.join("\n", all.subList(from, all.size())) + "\n").getBytes(StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path log) throws IOException {
		try (InputStream file = Files.newInputStream(log);
				InputStream in = log.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
			return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	private static MockResponse json(String body) {
		return new MockResponse().setResponseCode(200).setHeader("Content-Type", "application/json").setBody(body);
	}

	private static MockResponse text(byte[] body) {
		return new MockResponse().setResponseCode(200).setHeader("Content-Type", "text/plain").setBody(body);
	}

	private static MockResponse status(int code, String reason, String message) {
		return json(STATUS.formatted(message.replace("'", "\\\""), reason, code)).setResponseCode(code);
	}

}
