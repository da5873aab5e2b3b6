package dev.heal.cli.material;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.cli.material.DescribeText.Field;

/**
 * The volumes of a description.
 */
final class DescribedVolumes {

	private DescribedVolumes() {
	}

	static void read(List<String> lines, ObjectNode spec) {
		ArrayNode volumes = spec.putArray("volumes");
		ObjectNode volume = DescribeText.JSON.createObjectNode();
		ObjectNode source = volume;
		for (String line : lines) {
			Optional<Field> field = DescribeText.field(line);
			if (field.isPresent() && field.get().indent() == 2) {
				volume = volumes.addObject().put("name", field.get().name());
				source = volume;
			}
			else if (field.isPresent()) {
				source = field(field.get(), volume, source);
			}
		}
	}

	private static ObjectNode field(Field field, ObjectNode volume, ObjectNode source) {
		switch (field.name()) {
			case "Type" -> {
				return type(field.value(), volume);
			}
			case "Name" -> source.put("name", field.value());
			case "SecretName" -> source.put("secretName", field.value());
			case "ClaimName" -> source.put("claimName", field.value());
			case "Optional" -> source.put("optional", field.value().equals("true"));
			case "Path" -> source.put("path", field.value());
			case "Server" -> source.put("server", field.value());
			case "Driver" -> source.put("driver", field.value());
			default -> {
			}
		}
		return source;
	}

	private static ObjectNode type(String value, ObjectNode volume) {
		String type = value.replaceFirst("[ (].*$", "");
		return volume.putObject(switch (type) {
			case "ConfigMap" -> "configMap";
			case "Secret" -> "secret";
			case "PersistentVolumeClaim" -> "persistentVolumeClaim";
			case "EmptyDir" -> "emptyDir";
			case "HostPath" -> "hostPath";
			case "NFS" -> "nfs";
			case "CSI" -> "csi";
			case "Projected" -> "projected";
			default -> "unknown";
		});
	}

}
