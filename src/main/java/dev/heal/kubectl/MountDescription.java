package dev.heal.kubectl;

import java.util.List;
import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;

/**
 * Describes where a container sees its volumes.
 */
final class MountDescription {

	private MountDescription() {
	}

	static void write(JsonNode container, TabWriter out) {
		JsonNode mounts = container.path("volumeMounts");
		JsonNode devices = container.path("volumeDevices");
		// kubectl asks for mounts, not for devices, when it says that there are no
		// devices
		String none = mounts.isEmpty() ? "\t<none>" : "";
		out.line("    Mounts:" + none);
		forEachSorted(mounts, "mountPath", (mount) -> out.line("      " + mount(mount)));
		if (!devices.isEmpty()) {
			out.line("    Devices:" + none);
			forEachSorted(devices, "devicePath", (device) -> out.line("      " + device(device)));
		}
	}

	private static void forEachSorted(JsonNode items, String path, Consumer<JsonNode> action) {
		List<JsonNode> sorted = GoSort.by((item) -> Fields.text(item.path(path)), Utf8.ORDER, items);
		sorted.forEach(action);
	}

	private static String mount(JsonNode mount) {
		String access = Fields.isTrue(mount.path("readOnly")) ? "ro" : "rw";
		String subPath = Fields.text(mount.path("subPath"));
		return "%s from %s (%s%s)".formatted(Fields.text(mount.path("mountPath")), Fields.text(mount.path("name")),
				access, subPath.isEmpty() ? "" : ",path=" + GoQuote.quote(subPath));
	}

	private static String device(JsonNode device) {
		return Fields.text(device.path("devicePath")) + " from " + Fields.text(device.path("name"));
	}

}
