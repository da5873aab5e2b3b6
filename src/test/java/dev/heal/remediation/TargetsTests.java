package dev.heal.remediation;

import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Targets}.
 */
@EnableKubernetesMockClient(crud = true)
class TargetsTests {

	KubernetesClient client;

	KubernetesMockServer server;

	@Test
	void podIsFollowedUpToItsWorkload() {
		create("v1", "Namespace", "shop", "n", null);
		create("apps/v1", "Deployment", "web", "d", null);
		create("apps/v1", "ReplicaSet", "web-1", "r", "apps/v1 Deployment web");
		create("v1", "Pod", "web-1-x", "p", "apps/v1 ReplicaSet web-1");
		Target target = new Targets(this.client).of("shop", "web-1-x", MissingNode.getInstance());
		assertThat(target.workload()).hasToString("apps/v1/Deployment/web");
		assertThat(target.owners()).extracting(Workload::kind).containsExactly("ReplicaSet", "Deployment");
		assertThat(target.annotations()).extracting((annotations) -> annotations.get("who"))
			.containsExactly("p", "r", "d", "n");
	}

	@Test
	void barePodHasNoWorkload() {
		create("v1", "Pod", "web-0", "p", null);
		Target target = new Targets(this.client).of("shop", "web-0", MissingNode.getInstance());
		assertThat(target.workload()).isNull();
		assertThat(target.owners()).isEmpty();
	}

	@Test
	void podThatIsGoneCountsAsItWasCollected() {
		JsonNode collected = JsonMapper.shared()
			.readTree(
					"{\"metadata\": {\"labels\": {\"team\": \"search\"}, \"annotations\": {\"who\": \"collected\"}}}");
		Target target = new Targets(this.client).of("shop", "gone", collected);
		assertThat(target.label("team")).contains("search");
		assertThat(target.annotations()).containsExactly(Map.of("who", "collected"));
	}

	@Test
	void livePodCountsBeforeWhatWasCollected() {
		create("v1", "Pod", "web-0", "live", null);
		JsonNode collected = JsonMapper.shared().readTree("{\"metadata\": {\"annotations\": {\"who\": \"forged\"}}}");
		Target target = new Targets(this.client).of("shop", "web-0", collected);
		assertThat(target.annotations().getFirst()).containsEntry("who", "live");
	}

	@Test
	void ownerThatMayNotBeReadIsLeftOut() {
		create("v1", "Pod", "web-1-x", "p", "apps/v1 ReplicaSet web-1");
		this.server.expect()
			.get()
			.withPath("/apis/apps/v1/namespaces/shop/replicasets/web-1")
			.andReturn(403, "")
			.always();
		Target target = new Targets(this.client).of("shop", "web-1-x", MissingNode.getInstance());
		assertThat(target.workload()).hasToString("apps/v1/ReplicaSet/web-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "apps/v1 Deployment ../../secrets/db", "v1/namespaces/x/secrets ReplicaSet db",
			"apps/v1 Secrets/db?x= web", "../v1 Deployment web", "apps/v1 deployment web" })
	void ownerThatWouldLeadElsewhereIsNone(String owner) {
		JsonNode pod = JsonMapper.shared()
			.readTree(
					"{\"metadata\": {\"ownerReferences\": [{\"apiVersion\": \"%s\", \"kind\": \"%s\", \"name\": \"%s\", "
						.formatted((Object[]) owner.split(" ")) + "\"controller\": true}]}}");
		assertThat(new Targets(this.client).of("shop", "gone", pod).workload()).isNull();
	}

	private void create(String apiVersion, String kind, String name, String who, String owner) {
		String[] parts = (owner != null) ? owner.split(" ") : new String[0];
		String owners = (owner != null)
				? "[{\"apiVersion\": \"%s\", \"kind\": \"%s\", \"name\": \"%s\", \"uid\": \"u\", \"controller\": true}]"
					.formatted((Object[]) parts)
				: "[]";
		HasMetadata object = this.client.getKubernetesSerialization()
			.unmarshal("""
					{"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s"%s,
					 "annotations": {"who": "%s"}, "ownerReferences": %s}}""".formatted(apiVersion, kind, name,
					kind.equals("Namespace") ? "" : ", \"namespace\": \"shop\"", who, owners));
		this.client.resource(object).create();
	}

}
