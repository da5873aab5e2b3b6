package dev.heal.kubectl;

import java.math.BigDecimal;
import java.math.RoundingMode;

import tools.jackson.databind.JsonNode;

/**
 * The value of an environment variable that is set to a limit or request of its
 * container.
 */
final class ResourceField {

	private ResourceField() {
	}

	/**
	 * Returns the value in units of the divisor, rounded up.
	 * @param reference the {@code resourceFieldRef}
	 * @param resources the container's limits and requests
	 * @return a number, empty for a resource that cannot be referred to
	 */
	static String value(JsonNode reference, JsonNode resources) {
		String[] path = Fields.text(reference.path("resource")).split("\\.", 2);
		if (path.length < 2 || !isKind(path[0]) || !isResource(path[1])) {
			return "";
		}
		int scale = path[1].equals("cpu") ? 3 : 0;
		BigDecimal divisor = Quantity.of(reference.path("divisor")).amount();
		double unit = (divisor.signum() != 0) ? whole(divisor, scale) : whole(BigDecimal.ONE, scale);
		double amount = whole(Quantity.of(resources.path(path[0]).path(path[1])).amount(), scale);
		return Long.toString((long) Math.ceil(amount / unit));
	}

	private static boolean isKind(String kind) {
		return kind.equals("limits") || kind.equals("requests");
	}

	private static boolean isResource(String name) {
		return switch (name) {
			case "cpu", "memory", "ephemeral-storage" -> true;
			default -> name.startsWith("hugepages-");
		};
	}

	private static double whole(BigDecimal amount, int scale) {
		return amount.movePointRight(scale).setScale(0, RoundingMode.UP).longValue();
	}

}
