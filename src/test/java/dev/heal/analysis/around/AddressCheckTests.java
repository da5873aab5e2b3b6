package dev.heal.analysis.around;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.condition.ConditionFinding.Recorded;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.ObjectDocuments;
import dev.heal.analysis.objects.ObjectFinding;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AddressCheck}. The namespace has the Service orders at port 80.
 */
class AddressCheckTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "ORDERS_ADDR, orders:8080", "ORDERS_URL, http://order/api",
					"ORDERS_URL, http://orders.shop.svc.cluster.local:81/api", "PEERS, tcp://billing:90",
					"DB_HOST, ordes", "MAIL_ADDR, mail:25" })
	void addressThatNothingHasIsFound(String variable, String value) {
		assertThat(find(variable, value)).singleElement()
			.extracting(ObjectFinding::statement)
			.asString()
			.contains(variable);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "ORDERS_ADDR, orders:80", "ORDERS_URL, http://orders", "ORDERS_URL, http://orders.shop/api",
					"API_URL, https://api.example.com:8443/v1", "LISTEN_ADDR, 0.0.0.0:8080", "SELF, localhost:9090",
					"LOG_LEVEL, info:20", "IMAGE, busybox:1234", "TIME, at 10:30", "ENV_PLATFORM, local",
					"ORDERS_HOST, orders", "DSN, postgres://user:orderx@orders:80/db" })
	void addressThatIsThereOrIsNoneIsLeftAlone(String variable, String value) {
		assertThat(find(variable, value)).isEmpty();
	}

	@Test
	void hostAndPortOfConfigMapBelongTogether() {
		ClusterObjects objects = new ObjectDocuments().add(JsonMapper.shared().readTree("""
				[{"kind": "Service", "metadata": {"name": "orders", "namespace": "shop"},
				  "spec": {"ports": [{"port": 80}]}},
				 {"kind": "ConfigMap", "metadata": {"name": "web", "namespace": "shop"},
				  "data": {"ORDERS_HOST": "orders", "ORDERS_PORT": "8081"}},
				 {"kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"},
				  "spec": {"template": {"spec": {"containers": [
				   {"name": "web", "envFrom": [{"configMapRef": {"name": "web"}}]}]}}}}]"""), Recorded.OBJECTS)
			.toObjects();
		assertThat(new AddressCheck().find(objects)).singleElement()
			.extracting(ObjectFinding::statement)
			.asString()
			.contains("8081", "ORDERS_HOST of ConfigMap web");
	}

	private static List<ObjectFinding> find(String variable, String value) {
		ClusterObjects objects = new ObjectDocuments()
			.add(JsonMapper.shared().readTree("""
					[{"kind": "Service", "metadata": {"name": "orders", "namespace": "shop"},
					  "spec": {"ports": [{"port": 80}]}},
					 {"kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"},
					  "spec": {"template": {"spec": {"containers": [
					   {"name": "web", "env": [{"name": "%s", "value": "%s"}]}]}}}}]""".formatted(variable, value)),
					Recorded.OBJECTS)
			.toObjects();
		return new AddressCheck().find(objects).toList();
	}

}
