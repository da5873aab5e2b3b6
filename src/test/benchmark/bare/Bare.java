import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Parses webhooks and answers them, and does nothing else: what intake is measured against. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class Bare {

	public static void main(String[] args) {
		SpringApplication.run(Bare.class, args);
	}

	@PostMapping("/alerts/a7")
	@ResponseStatus(HttpStatus.ACCEPTED)
	Map<String, Object> receive(@RequestBody JsonNode webhook) {
		List<Map<String, String>> outcomes = webhook.path("alerts")
			.valueStream()
			.map((alert) -> Map.of("fingerprint", alert.path("fingerprint").asString(""), "outcome", "accepted",
					"pod", alert.path("labels").path("pod").asString(""), "namespace",
					alert.path("labels").path("namespace").asString("")))
			.toList();
		return Map.of("accepted", outcomes.size(), "alerts", outcomes);
	}

}
