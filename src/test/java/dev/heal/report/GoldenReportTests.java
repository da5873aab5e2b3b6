package dev.heal.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares whole reports with those that were read and approved, sentence by sentence.
 * {@code -Dheal.generate} writes them anew: read what has changed.
 */
class GoldenReportTests {

	private static final Path GOLDEN = Path.of("src/test/resources/dev/heal/report/golden");

	@ParameterizedTest
	@ValueSource(strings = { "corpus/java-01-npe-executor", "corpus/java-30-silent-exit", "corpus/go-19-tls-x509",
			"corpus/go-08-db-refused-fatal", "corpus/rust-03-ledger-math", "corpus/spring-06-pg-auth",
			"corpus/spring-21-oom-trace", "corpus/python-12-audit-permission", "corpus/python-21-fastapi-settings",
			"corpus/node-11-resize-oomkilled", "corpus/node-16-env-zod", "corpus/nginx-02-upstream-not-found",
			"corpus/pod-02-image-unauthorized", "corpus/pod-12-multi-attach", "corpus/probe-02-liveness-hang-137",
			"languages/dotnet-console-logger", "languages/ex-01-genserver", "languages/laravel-previous",
			"pods/evicted-ephemeral-limit", "pods/init-exit", "pods/liveness-401", "pods/recovered",
			"pods/secret-key-missing", "pods/unschedulable-memory", "pods/sidecar-oom" })
	void reportOnAPodIsTheApprovedOne(String recorded) throws IOException {
		compare(Path.of(recorded).getFileName().toString(), RecordedFailure.reportOnPod(recorded));
	}

	@ParameterizedTest
	@ValueSource(strings = { "autoscaler-no-metrics deployment/cart", "claim-class deployment/db",
			"cronjob-suspended cronjob/nightly", "job-deadline job/export", "policy-deny-all deployment/cart",
			"quota-cpu deployment/web", "service-selector deployment/frontend", "webhook-down deployment/cart" })
	void reportOnAWorkloadWithoutAFailingPodIsTheApprovedOne(String recorded) throws IOException {
		String[] words = recorded.split(" ");
		compare("without-pod-" + words[0], RecordedFailure.reportOnWorkload(words[0], words[1]));
	}

	@Test
	void everyApprovedReportIsCompared() throws IOException {
		try (Stream<Path> golden = Files.list(GOLDEN)) {
			assertThat(golden).hasSizeGreaterThanOrEqualTo(30);
		}
	}

	@Test
	void noApprovedReportSaysWhatNobodyWouldSay() throws IOException {
		List<String> clumsy = List.of(" null", "with what stands", "what stands below", ": .", "..\n", "  - ``");
		try (Stream<Path> golden = Files.list(GOLDEN)) {
			assertThat(golden)
				.allSatisfy((report) -> assertThat(Files.readString(report).replaceAll("(?s)```.*?```", ""))
					.doesNotContain(clumsy));
		}
	}

	private static void compare(String name, String report) throws IOException {
		Path approved = GOLDEN.resolve(name + ".md");
		if (System.getProperty("heal.generate") != null) {
			Files.createDirectories(GOLDEN);
			Files.writeString(approved, report);
		}
		assertThat(report).as("the approved report %s", approved).isEqualTo(Files.readString(approved));
	}

}
