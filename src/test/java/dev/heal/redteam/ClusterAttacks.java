package dev.heal.redteam;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does what whoever may create pods and events can do.
 */
final class ClusterAttacks {

	private static final String GROUP = "pods and events";

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> BAD = List.of("../../../../api/v1/namespaces/kube-system/secrets/x",
			"..%2f..%2fsecrets", "x?watch=true&a=/secrets", "x#y", "x/exec?command=id", "\u0000", "a\r\nHost: evil",
			"..", "x;y", "a".repeat(100_000));

	private final Battlefield field;

	ClusterAttacks(Battlefield field) {
		this.field = field;
	}

	List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(new Attack(GROUP, "a pod of 50 MB", () -> {
			this.field.cluster().pod("giant").withObject("/metadata/annotations").put("a", "x".repeat(50 << 20));
			endures("giant");
		}));
		attacks.add(new Attack(GROUP, "a pod 100,000 levels deep", () -> {
			this.field.cluster().pod("deep");
			this.field.cluster()
				.answer("/api/v1/namespaces/shop/pods/deep",
						(exchange) -> HostileCluster.send(exchange, 200,
								("{\"metadata\":{\"name\":\"deep\",\"uid\":\"u\",\"x\":" + "[".repeat(100_000))
									.getBytes(StandardCharsets.UTF_8)));
			endures("deep");
		}));
		attacks.add(new Attack(GROUP, "a pod that never ends", () -> {
			this.field.cluster().pod("endless-pod");
			this.field.cluster().answer("/api/v1/namespaces/shop/pods/endless-pod", (exchange) -> {
				exchange.sendResponseHeaders(200, 0);
				exchange.getResponseBody().write("{\"metadata\":{\"x\":\"".getBytes(StandardCharsets.UTF_8));
				for (int i = 0; i < 100_000; i++) {
					exchange.getResponseBody().write("x".repeat(10_000).getBytes(StandardCharsets.UTF_8));
				}
			});
			endures("endless-pod");
		}));
		attacks.add(new Attack(GROUP, "a pod with 20,000 containers", () -> {
			ObjectNode pod = this.field.cluster().pod("crowd");
			ArrayNode containers = pod.withObject("/spec").withArray("containers");
			for (int i = 0; i < 20_000; i++) {
				containers.addObject().put("name", "c" + i).put("image", "x");
			}
			endures("crowd");
		}));
		attacks.add(new Attack(GROUP, "2,500 events of 250 kB", () -> {
			this.field.cluster().pod("loud");
			this.field.cluster().eventStream("loud", (out) -> {
				out.write("{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":["
					.getBytes(StandardCharsets.UTF_8));
				ObjectNode event = HostileCluster.event("loud", "BackOff");
				event.withObject("/metadata/annotations").put("a", "x".repeat(250_000));
				byte[] bytes = JSON.writeValueAsBytes(event);
				for (int i = 0; i < 2500; i++) {
					out.write(bytes);
					out.write(((i < 2499) ? "," : "").getBytes(StandardCharsets.UTF_8));
				}
				out.write("]}".getBytes(StandardCharsets.UTF_8));
			});
			this.field.report("loud");
		}));
		attacks.add(new Attack(GROUP, "a page of events that always has a next one", () -> {
			this.field.cluster().pod("pages");
			this.field.cluster().eventStream("pages", (out) -> {
				ObjectNode list = JSON.createObjectNode().put("kind", "EventList");
				list.putObject("metadata").put("continue", "more\r\nX: y&watch=true");
				ArrayNode items = list.putArray("items");
				for (int i = 0; i < 500; i++) {
					items.add(HostileCluster.event("pages", "x".repeat(1000)));
				}
				out.write(JSON.writeValueAsBytes(list));
			});
			this.field.alert("pages");
			Thread.sleep(3000);
		}));
		attacks.add(new Attack(GROUP, "names inside of a pod that lead elsewhere", () -> {
			for (int i = 0; i < BAD.size(); i++) {
				poisoned("poison-" + i, BAD.get(i));
				own(poisoned("kind-of-poison-" + i, BAD.get(i)), "apps/v1", "Deployment", BAD.get(i));
				own(poisoned("version-of-poison-" + i, BAD.get(i)), BAD.get(i), "Deployment", "web");
				own(poisoned("name-of-poison-" + i, BAD.get(i)), "apps/v1", BAD.get(i), "web");
			}
			for (int i = 0; i < BAD.size(); i++) {
				for (String pod : List.of("poison-", "kind-of-poison-", "version-of-poison-", "name-of-poison-")) {
					this.field.report(pod + i);
				}
			}
		}));
		attacks.add(new Attack(GROUP, "a pod that answers to another name", () -> {
			ObjectNode pod = this.field.cluster().pod("liar");
			pod.withObject("/metadata").put("name", "../../outside/A7-x").put("namespace", "../..");
			endures("liar");
		}));
		attacks.add(new Attack(GROUP, "owners in a ring", () -> {
			ObjectNode pod = this.field.cluster().pod("ring");
			own(pod, "apps/v1", "ReplicaSet", "ring");
			this.field.cluster().answer("/apis/apps/v1/namespaces/shop/replicasets/ring", (exchange) -> {
				ObjectNode set = JSON.createObjectNode().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
				set.putObject("metadata").put("name", "ring").put("namespace", "shop");
				own(set, "apps/v1", "ReplicaSet", "ring");
				HostileCluster.send(exchange, 200, JSON.writeValueAsBytes(set));
			});
			this.field.report("ring");
		}));
		attacks.add(new Attack(GROUP, "annotations that choose the repository, the app, the model", this::annotations));
		logs(attacks);
		return attacks;
	}

	private void logs(List<Attack> attacks) {
		attacks.add(new Attack(GROUP, "a log line of 300 MB", () -> log("wide", (out) -> {
			for (int i = 0; i < 300; i++) {
				out.write("x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
			}
		})));
		attacks.add(new Attack(GROUP, "300 MB of stack traces", () -> log("traces", (out) -> {
			String trace = "java.lang.IllegalStateException: x\n" + "\tat a.B.c(D.java:1)\n".repeat(1000)
					+ "Caused by: java.lang.Error: y\n";
			for (int i = 0; i < 15_000; i++) {
				out.write(trace.getBytes(StandardCharsets.UTF_8));
			}
		})));
		attacks.add(new Attack(GROUP, "100 MB of NUL, escapes and halves of characters", () -> log("binary", (out) -> {
			byte[] noise = new byte[1 << 20];
			new java.util.Random(7).nextBytes(noise);
			for (int i = 0; i < 100; i++) {
				out.write(noise);
			}
		})));
		attacks.add(new Attack(GROUP, "10 MB that is hardest for redaction", () -> log("backtracking", (out) -> {
			for (String part : List.of("password=", "eyJ", "-----BEGIN PRIVATE KEY-----", "AKIA", "://a:", "\\\"",
					"token: \"", "sk-")) {
				out.write((part.repeat((1 << 20) / part.length()) + "\n").getBytes(StandardCharsets.UTF_8));
			}
		})));
		attacks.add(new Attack(GROUP, "a log that is gone, says its body", () -> {
			this.field.cluster().pod("gone");
			this.field.cluster().log("gone", "unable to retrieve container logs for containerd://0123");
			this.field.report("gone");
		}));
		attacks.add(new Attack(GROUP, "a caller who asks for an endless log and goes", () -> {
			this.field.cluster().pod("endless");
			this.field.cluster().stream("endless", (out) -> {
				for (int i = 0; i < 1_000_000; i++) {
					out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
					out.flush();
					try {
						Thread.sleep(5);
					}
					catch (InterruptedException ex) {
						return;
					}
				}
			});
			for (int i = 0; i < 100; i++) {
				this.field.wire()
					.connect()
					.getOutputStream()
					.write(Wire.head("POST /pods/endless/logs?namespace=shop", "the-boss", "", "Content-Length: 0")
						.getBytes(StandardCharsets.US_ASCII));
			}
			this.field.cluster().pod("meanwhile");
			this.field.report("meanwhile");
		}));
	}

	private void log(String pod, HostileCluster.Body body) throws Exception {
		this.field.cluster().pod(pod);
		this.field.cluster().stream(pod, body);
		this.field.report(pod);
	}

	private ObjectNode poisoned(String name, String bad) {
		ObjectNode pod = this.field.cluster().pod(name);
		ObjectNode spec = pod.withObject("/spec").put("nodeName", bad).put("serviceAccountName", bad);
		spec.withArray("containers").addObject().put("name", bad).put("image", bad);
		ArrayNode volumes = spec.putArray("volumes");
		volumes.addObject().put("name", bad).putObject("persistentVolumeClaim").put("claimName", bad);
		volumes.addObject().put("name", bad).putObject("secret").put("secretName", bad);
		volumes.addObject().put("name", bad).putObject("configMap").put("name", bad);
		spec.putArray("imagePullSecrets").addObject().put("name", bad);
		pod.withObject("/metadata/labels").put("app", bad).put("task-id", bad);
		return pod;
	}

	private static void own(ObjectNode object, String version, String kind, String name) {
		object.withObject("/metadata")
			.withArray("ownerReferences")
			.addObject()
			.put("apiVersion", version)
			.put("kind", kind)
			.put("name", name)
			.put("uid", "u")
			.put("controller", true);
	}

	private void annotations() throws Exception {
		List<String> bad = List.of("ext::sh -c id", "https://git.example.com/shop/platform/../../evil/x",
				"https://git.example.com@evil.example/shop/platform", "https://evil.example/shop/platform",
				"file:///etc", "https://git.example.com/shop/platform\nx", "https://git.example.com/shop/platform#x",
				"--upload-pack=id", "https://git.example.com/shop/platform?x=y",
				"https://git.example.com\\@evil.example/a", "git@git.example.com:-oProxyCommand=id/x",
				"https://git.example.com/shop/platform.git.evil", "", " ",
				"HTTPS://GIT.EXAMPLE.COM/shop/platform/%2e%2e/x");
		for (int i = 0; i < bad.size(); i++) {
			for (String field : List.of("repository-url", "docs-repository-url", "github-app", "model",
					"working-directory", "service")) {
				String name = "annotated-" + i + "-" + field;
				this.field.cluster()
					.pod(name)
					.withObject("/metadata/annotations")
					.put("heal.platform/" + field, bad.get(i));
				this.field.cluster()
					.log(name,
							"Traceback (most recent call last):\n  File \"/app/a%d.py\", line 7, in run\n    go()\nKeyError: '%s'\n"
								.formatted(i, name));
				this.field.alert(name);
			}
		}
		this.field.cluster().pod("last-annotated");
		this.field.report("last-annotated");
		Thread.sleep(2000);
		assertThat(this.field.cluster().codeRuns().values()).allSatisfy((run) -> {
			assertThat(run.at("/spec/repositoryUrl").asString()).isEqualTo("https://git.example.com/shop/platform");
			assertThat(run.at("/spec/docsRepositoryUrl").asString()).isEqualTo("https://git.example.com/shop/platform");
			assertThat(run.at("/spec/githubApp").asString()).isEqualTo("5DLabs-Rex");
			assertThat(run.at("/spec/model").asString()).matches("[A-Za-z0-9._:/@+-]{1,128}").doesNotContain("..");
			assertThat(run.at("/spec/workingDirectory").asString()).doesNotContain("..").doesNotStartWith("/");
		});
	}

	private void endures(String pod) throws Exception {
		this.field.alert(pod);
		Wire.Answer answer = this.field.wire()
			.call("POST /pods/" + pod + "/logs?namespace=shop", "the-boss", "Content-Length: 0");
		assertThat(answer.status()).as(answer.text()).isIn(200, 404, 502, 504);
		this.field.wire().takeFailures();
	}

}
