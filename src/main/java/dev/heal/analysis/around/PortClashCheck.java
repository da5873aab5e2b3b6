package dev.heal.analysis.around;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Two containers of one pod that want the same port.
 */
final class PortClashCheck implements ObjectCheck {

	private static final Pattern UNWELL = Pattern.compile("(?:config|unknown|code-bug|none)/.*");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.makers().flatMap((maker) -> clashes(maker, objects));
	}

	private static Stream<ObjectFinding> clashes(KubeObject maker, ClusterObjects objects) {
		Map<String, String> taken = new HashMap<>();
		return maker.template().at("/spec/containers").valueStream().flatMap((container) -> {
			String name = container.path("name").asString("");
			List<ObjectFinding> clashes = new ArrayList<>();
			container.path("ports").valueStream().map(PortClashCheck::port).forEach((port) -> {
				String first = taken.putIfAbsent(port, name);
				if (first != null && !first.equals(name)) {
					clashes.add(clash(maker, objects, port, first, name));
				}
			});
			return clashes.stream();
		});
	}

	private static String port(JsonNode port) {
		return port.path("containerPort").asString("") + "/" + port.path("protocol").asString("TCP");
	}

	private static ObjectFinding clash(KubeObject maker, ClusterObjects objects, String port, String first,
			String second) {
		return ObjectFinding
			.of(maker, Standing.CONTRADICTION, Cause.CONFIG, "port-clash", 0.85,
					"has two containers, %s and %s, that both want port %s".formatted(first, second, port),
					new Remedy("config-update", "port %s of container %s of %s".formatted(port, second, maker.title()),
							"Give container %s another port than %s, which container %s has.".formatted(second, port,
									first)))
			.seen(maker.anchor("containers %s and %s declare port %s".formatted(first, second, port),
					maker.templatePointer() + "/spec/containers"))
			.affecting(objects.podsOf(maker), UNWELL);
	}

}
