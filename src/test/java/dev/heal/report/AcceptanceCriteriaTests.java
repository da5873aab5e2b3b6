package dev.heal.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Cause;
import dev.heal.evidence.Evidence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcceptanceCriteria}.
 */
class AcceptanceCriteriaTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String POD = """
			{"metadata": {"name": "web-6d4f8c7b9-x2x4z", "namespace": "shop", "labels": {"pod-template-hash": "6d4f8c7b9"},
			  "ownerReferences": [{"kind": "ReplicaSet", "name": "web-6d4f8c7b9", "controller": true}]},
			 "spec": {"nodeSelector": {"disk": "ssd"}, "containers": [{"name": "proxy", "image": "envoy:1"},
			   {"name": "app", "image": "registry.example.com/web:42", "command": ["/web"],
			    "env": [{"name": "LOG_LEVEL", "value": "loud"}, {"name": "DB_URL", "value": "postgres://app@orders-db:5432/orders"}, {"name": "TOKEN", "valueFrom": {"secretKeyRef": {"key": "t"}}}],
			    "resources": {"limits": {"memory": "128Mi"}}}]}}""";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					kind              | target                                | id                    | check
					resource-increase | container app resources.limits.memory | manifest-memory       | kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[?(@.name=="app")].resources.limits.memory}'
					image-fix         | registry.example.com/web:42           | manifest-image        | kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[?(@.name=="app")].image}'
					config-update     | env LOG_LEVEL of app                  | manifest-log-level    | kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[?(@.name=="app")].env[?(@.name=="LOG_LEVEL")].value}'
					config-update     | env TOKEN of container app            | manifest-token        | kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[?(@.name=="app")].env[?(@.name=="TOKEN")]}'
					config-update     | command of container app              | manifest-command      | kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[?(@.name=="app")].command}'
					config-update     | node selector disk=ssd                | manifest-nodeselector | kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.nodeSelector}'
					config-update     | ConfigMap shop/web-config             | object                | kubectl -n shop describe configmap web-config
					config-update     | Secret web, key token                 | object                | kubectl -n shop describe secret web
					dependency        | db.shop.svc:5432                      | dependency            | kubectl -n shop run heal-check --rm -i --restart=Never --image=busybox -- nc -zv -w 5 db.shop.svc 5432
					dependency        | db                                    | dependency            | kubectl -n shop run heal-check --rm -i --restart=Never --image=busybox -- nslookup db
					dependency        | env DB_HOST of app                    | manifest-db-host      | kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[?(@.name=="app")].env[?(@.name=="DB_HOST")]}'
					dependency        | env DB_URL of container app           | dependency            | kubectl -n shop run heal-check --rm -i --restart=Never --image=busybox -- nc -zv -w 5 orders-db 5432
					cluster           | disk of node node-1                   | node                  | kubectl wait --for=condition=Ready node/node-1 --timeout=1m
					""")
	void itemFollowsFromTheRemedy(String kind, String target, String id, String check) {
		List<Criterion> criteria = criteria(Cause.CONFIG, new Remedy(kind, target, "mend it"), null);
		assertThat(criteria).extracting(Criterion::id).containsExactly("no-recurrence", id);
		assertThat(criteria.getLast().command()).isEqualTo(check);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			dependency    | db;reboot:5432
			dependency    | -rf
			dependency    | $(id)
			config-update | env A$(id) of app
			config-update | Secret a;b
			cluster       | node ;id
			investigate   | container app
			""")
	void whatIsNoNameGetsIntoNoCommand(String kind, String target) {
		List<Criterion> criteria = criteria(Cause.CONFIG, new Remedy(kind, target, "mend it"), null);
		assertThat(criteria).extracting(Criterion::command)
			.allSatisfy((command) -> assertThat(command).doesNotContain(";", "$", "-rf"));
	}

	@Test
	void ownerOfABadNameGetsIntoNoCommand() {
		String pod = POD.replace("\"name\": \"web-6d4f8c7b9\"", "\"name\": \"web;reboot\"");
		assertThat(criteria(pod, Cause.UNKNOWN, null, null)).extracting(Criterion::command)
			.containsExactly("kubectl -n shop wait --for=condition=Ready pod/web-6d4f8c7b9-x2x4z --timeout=10m");
	}

	@Test
	void recurrenceNamesFailureWorkloadTimeAndRevision() {
		assertThat(criteria(Cause.UNKNOWN, null, null)).singleElement().satisfies((criterion) -> {
			assertThat(criterion.text()).isEqualTo("Failure `b1946ac92492d234` of `Deployment/web` does not come back"
					+ " within 2 min on a revision other than `6d4f8c7b9`. Heal checks this.");
			assertThat(criterion.command()).isEqualTo("kubectl -n shop rollout status deployment/web --timeout=10m");
		});
	}

	@Test
	void bugIsReproducedByATestOfTheCallInTheTrace() {
		Location place = new Location("QuoteEngine.java", 7, "com.acme.quote.QuoteEngine.price");
		Criterion test = criteria(Cause.CODE_BUG, new Remedy("code-change", "QuoteEngine.java:7", "mend it"), place)
			.getLast();
		assertThat(test.id()).isEqualTo("test");
		assertThat(test.text()).contains("`com.acme.quote.QuoteEngine.price` (`QuoteEngine.java:7`)",
				"fails with `java.lang.NullPointerException`");
		assertThat(test.command()).isEqualTo("mvn test");
		assertThat(test.quote()).isEqualTo("""
				started
				java.lang.NullPointerException: "rate" is null
					at com.acme.quote.QuoteEngine.price(QuoteEngine.java:7)
					at com.acme.quote.Api.quote(Api.java:31)
					at com.acme.quote.Api.handle(Api.java:12)""");
	}

	@Test
	void fieldDiffersOnceItHasAnotherValue() {
		PodField field = criteria(Cause.OOM,
				new Remedy("resource-increase", "container app resources.limits.memory", "more"), null)
			.getLast()
			.field();
		assertThat(field).isEqualTo(new PodField("containers[app].resources.limits.memory", "128Mi"));
		assertThat(field.differsIn(JSON.readTree(POD))).isFalse();
		assertThat(field.differsIn(JSON.readTree(POD.replace("128Mi", "256Mi")))).isTrue();
		assertThat(new PodField(field.path(), "[REDACTED:x:1]").differsIn(JSON.readTree(POD))).isFalse();
	}

	@Test
	void listOfARealCrashCanBeChecked() throws Exception {
		Path log = Files.writeString(this.folder.resolve("current.log"), """
				panic: runtime error: index out of range [5] with length 3

				goroutine 1 [running]:
				main.pick(...)
					/src/shop/main.go:17
				main.main()
					/src/shop/main.go:9 +0x1d
				exit status 2
				""");
		JsonNode pod = JSON.readTree(POD.replaceFirst("}$", """
				,"status": {"phase": "Running", "containerStatuses": [{"name": "app", "restartCount": 3,
				 "state": {"terminated": {"exitCode": 2, "reason": "Error"}}}]}}"""));
		Evidence evidence = Evidence.recorded(pod, JSON.readTree("{\"items\": []}"), log, null);
		Analysis analysis = Analyzers.create().analyze(evidence);
		String markdown = AcceptanceCriteria.of(evidence, analysis, Duration.ofSeconds(90)).markdown("shop/web");
		assertThat(markdown).startsWith("# Acceptance: shop/web\n")
			.contains("- [ ] `no-recurrence` ", "within 90 s", "- [ ] `test` ", "  Check: `go test ./...`",
					"  panic: runtime error: index out of range [5] with length 3");
	}

	private List<Criterion> criteria(Cause cause, Remedy remedy, Location place) {
		return criteria(POD, cause, remedy, place);
	}

	private List<Criterion> criteria(String pod, Cause cause, Remedy remedy, Location place) {
		Evidence evidence = Evidence.recorded(JSON.readTree(pod), JSON.readTree("{\"items\": []}"), null, null);
		String error = "java.lang.NullPointerException: \"rate\" is null";
		Excerpt excerpt = new Excerpt("current.log", 1, 7, "starting\nstarted\n" + error
				+ "\n\tat com.acme.quote.QuoteEngine.price(QuoteEngine.java:7)\n\tat com.acme.quote.Api.quote(Api.java:31)"
				+ "\n\tat com.acme.quote.Api.handle(Api.java:12)\n\tat java.base/java.lang.Thread.run(Thread.java:1)");
		Analysis analysis = new Analysis(cause, null, 0.9, "app", "current", "it crashed",
				"java.lang.NullPointerException", "\"rate\" is null", (place != null) ? error : null,
				(place != null) ? excerpt : null, place, List.of(), List.of(), remedy, "b1946ac92492d234");
		return AcceptanceCriteria.of(evidence, analysis, Duration.ofMinutes(2)).criteria();
	}

}
