package dev.heal.analysis.around;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.Selector;
import dev.heal.kubectl.Quantity;

/**
 * Why a PersistentVolume is not one for a claim.
 *
 * @param volume the volume
 * @param misfits what does not fit, the first the one to name
 */
record VolumeFit(KubeObject volume, List<Misfit> misfits) {

	static VolumeFit of(KubeObject claim, KubeObject volume) {
		List<Misfit> misfits = new ArrayList<>();
		JsonNode owner = volume.at("/spec/claimRef");
		if (owner.isObject() && !(owner.path("name").asString("").equals(claim.name())
				&& owner.path("namespace").asString("").equals(claim.namespace()))) {
			misfits.add(new Misfit("claim-volume-taken", "belongs to PersistentVolumeClaim %s/%s"
				.formatted(owner.path("namespace").asString(""), owner.path("name").asString(""))));
		}
		String wanted = claim.text("/spec/storageClassName");
		if (!volume.text("/spec/storageClassName").equals(wanted)) {
			misfits.add(new Misfit("claim-class", "is of class %s, and the claim asks for %s"
				.formatted(named(volume.text("/spec/storageClassName")), named(wanted))));
		}
		String lacking = claim.at("/spec/accessModes")
			.valueStream()
			.map((mode) -> mode.asString(""))
			.filter((mode) -> volume.at("/spec/accessModes")
				.valueStream()
				.noneMatch((offered) -> offered.asString("").equals(mode)))
			.collect(Collectors.joining(", "));
		if (!lacking.isEmpty()) {
			misfits.add(new Misfit("claim-access-mode",
					"offers %s, and the claim asks for %s".formatted(volume.at("/spec/accessModes")
						.valueStream()
						.map((mode) -> mode.asString(""))
						.collect(Collectors.joining(", ")), lacking)));
		}
		BigDecimal asked = Quantity.of(claim.at("/spec/resources/requests/storage")).amount();
		if (Quantity.of(volume.at("/spec/capacity/storage")).amount().compareTo(asked) < 0) {
			misfits.add(new Misfit("claim-capacity", "holds %s, and the claim asks for %s"
				.formatted(volume.text("/spec/capacity/storage"), claim.text("/spec/resources/requests/storage"))));
		}
		if (claim.at("/spec/selector").isObject() && !Selector.matches(claim.at("/spec/selector"), volume.labels())) {
			misfits.add(new Misfit("claim-selector", "has the labels (%s), and the claim selects %s"
				.formatted(Selector.print(volume.labels()), Selector.print(claim.at("/spec/selector/matchLabels")))));
		}
		return new VolumeFit(volume, misfits);
	}

	private static String named(String storageClass) {
		return storageClass.isEmpty() ? "no class" : storageClass;
	}

	String words() {
		return this.misfits.stream().map(Misfit::words).collect(Collectors.joining("; and it "));
	}

	/**
	 * One thing that does not fit.
	 *
	 * @param subtype what to call it
	 * @param words what does not fit
	 */
	record Misfit(String subtype, String words) {

	}

}
