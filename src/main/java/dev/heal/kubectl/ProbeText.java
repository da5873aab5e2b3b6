package dev.heal.kubectl;

import java.util.Locale;

import tools.jackson.databind.JsonNode;

/**
 * A probe on one line.
 */
final class ProbeText {

	private ProbeText() {
	}

	static String of(JsonNode probe) {
		return action(probe) + " delay=%ss timeout=%ss period=%ss #success=%s #failure=%s".formatted(
				number(probe, "initialDelaySeconds"), number(probe, "timeoutSeconds"), number(probe, "periodSeconds"),
				number(probe, "successThreshold"), number(probe, "failureThreshold"));
	}

	private static String action(JsonNode probe) {
		JsonNode socket = probe.path("tcpSocket");
		JsonNode grpc = probe.path("grpc");
		if (Fields.has(probe.path("exec"))) {
			return "exec " + GoFormat.LIST.print(probe.path("exec").path("command"));
		}
		if (Fields.has(probe.path("httpGet"))) {
			return "http-get " + url(probe.path("httpGet"));
		}
		if (Fields.has(socket)) {
			return "tcp-socket " + Fields.text(socket.path("host")) + ":" + number(socket, "port");
		}
		if (Fields.has(grpc)) {
			return "grpc <pod>:" + number(grpc, "port") + " " + Fields.text(grpc.path("service"));
		}
		return "unknown";
	}

	private static String url(JsonNode request) {
		String scheme = Fields.text(request.path("scheme")).toLowerCase(Locale.ROOT);
		String host = Fields.text(request.path("host"));
		String port = number(request, "port");
		if (!port.isEmpty()) {
			host = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
		}
		return GoUrl.print(scheme, host, Fields.text(request.path("path")));
	}

	private static String number(JsonNode object, String name) {
		return Fields.text(object.path(name), "0");
	}

}
