package dev.heal.analysis.around;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.EventReading;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * PersistentVolumeClaims without a volume: of the volumes that there are, why none fits.
 */
final class ClaimCheck implements ObjectCheck {

	private static final Pattern UNBOUND = Pattern.compile(
			".*/(?:unbound-pvc|missing-pvc|storage-class|provisioning|lost-volume|storage-capacity|pvc-.*|volume.*|starting|inconclusive|creating-.*|scheduling.*)");

	private static final Pattern FAILED = Pattern
		.compile("ProvisioningFailed|FailedBinding|ClaimMisbound|VolumeMismatch|ClaimLost");

	private static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("PersistentVolumeClaim").flatMap((claim) -> find(claim, objects).stream());
	}

	private static Optional<ObjectFinding> find(KubeObject claim, ClusterObjects objects) {
		String phase = claim.text("/status/phase");
		if (phase.equals("Lost")) {
			return Optional.of(found(claim, objects, Cause.INFRASTRUCTURE, "lost-volume", 0.95,
					"has lost its volume %s".formatted(claim.text("/spec/volumeName")),
					"Restore PersistentVolume %s, or create the claim again, which loses its data."
						.formatted(claim.text("/spec/volumeName"))));
		}
		if (!phase.equals("Pending") || waitsForPod(claim, objects)) {
			return Optional.empty();
		}
		return namedVolume(claim, objects).or(() -> misfit(claim, objects))
			.or(() -> missingClass(claim, objects))
			.or(() -> said(claim, objects))
			.or(() -> noClass(claim, objects));
	}

	private static Optional<KubeObject> storageClass(KubeObject claim, ClusterObjects objects) {
		return objects.find("StorageClass", "", claim.text("/spec/storageClassName"));
	}

	private static boolean waitsForPod(KubeObject claim, ClusterObjects objects) {
		boolean late = storageClass(claim, objects)
			.filter((known) -> known.text("/volumeBindingMode").equals("WaitForFirstConsumer"))
			.isPresent();
		return late && mounting(claim, objects).noneMatch((user) -> user.kind().equals("Pod"));
	}

	private static Optional<ObjectFinding> namedVolume(KubeObject claim, ClusterObjects objects) {
		String name = claim.text("/spec/volumeName");
		if (name.isEmpty() || !objects.knows("PersistentVolume")) {
			return Optional.empty();
		}
		return objects.find("PersistentVolume", "", name)
			.map((volume) -> Optional.of(VolumeFit.of(claim, volume))
				.filter((fit) -> !fit.misfits().isEmpty())
				.map((fit) -> misfit(claim, fit, objects)))
			.orElseGet(() -> Optional.of(found(claim, objects, Cause.CONFIG, "claim-volume-missing", 0.92,
					"names PersistentVolume %s, which does not exist".formatted(name),
					"Create PersistentVolume %s, or take volumeName out of the claim.".formatted(name))));
	}

	private static Optional<ObjectFinding> misfit(KubeObject claim, ClusterObjects objects) {
		boolean made = storageClass(claim, objects)
			.filter((known) -> !known.text("/provisioner").equals(NO_PROVISIONER))
			.isPresent();
		return objects.stream("PersistentVolume")
			.map((volume) -> VolumeFit.of(claim, volume))
			.filter((fit) -> !fit.misfits().isEmpty() && !fit.volume().text("/status/phase").equals("Released"))
			.min(Comparator.<VolumeFit>comparingInt((fit) -> fit.misfits().size())
				.thenComparing((fit) -> fit.volume().text("/status/phase").equals("Bound"))
				.thenComparing((fit) -> !Likeness.near(fit.volume().name(), claim.name())))
			.filter((fit) -> fit.misfits().size() == 1 && (!made || isMeant(claim, fit)))
			.map((fit) -> misfit(claim, fit, objects));
	}

	// where a provisioner makes volumes, only one that is asked for by its labels, or is
	// of the same class and
	// free, is meant
	private static boolean isMeant(KubeObject claim, VolumeFit fit) {
		return claim.at("/spec/selector").isObject() || (fit.volume().text("/status/phase").equals("Available")
				&& fit.volume().text("/spec/storageClassName").equals(claim.text("/spec/storageClassName")));
	}

	private static ObjectFinding misfit(KubeObject claim, VolumeFit fit, ClusterObjects objects) {
		boolean sole = !claim.text("/spec/storageClassName").isEmpty()
				&& storageClass(claim, objects).filter((known) -> known.text("/provisioner").equals(NO_PROVISIONER))
					.isPresent()
				&& fit.volume().text("/spec/storageClassName").equals(claim.text("/spec/storageClassName"));
		return found(claim, objects, Cause.CONFIG, fit.misfits().getFirst().subtype(), sole ? 0.97 : 0.92,
				"has no volume: %s %s".formatted(fit.volume().title(), fit.words()),
				"Make the claim and the volume agree: %s %s.".formatted(fit.volume().title(), fit.words()))
			.seen(fit.volume().anchor(fit.volume().title() + " " + fit.words(), "/spec"));
	}

	private static Optional<ObjectFinding> missingClass(KubeObject claim, ClusterObjects objects) {
		String name = claim.text("/spec/storageClassName");
		return (name.isEmpty() || !objects.knows("StorageClass") || storageClass(claim, objects).isPresent())
				? Optional.empty()
				: Optional.of(found(claim, objects, Cause.CONFIG, "storage-class", 0.93,
						"has no volume: its StorageClass %s does not exist%s".formatted(name, classes(objects)),
						"Create StorageClass %s, or create the claim again with a class that exists%s.".formatted(name,
								classes(objects))));
	}

	private static String classes(ClusterObjects objects) {
		String names = objects.stream("StorageClass").map(KubeObject::name).collect(Collectors.joining(", "));
		return names.isEmpty() ? "" : " (there is " + names + ")";
	}

	private static Optional<ObjectFinding> said(KubeObject claim, ClusterObjects objects) {
		Optional<EventReading> last = objects.events(claim)
			.reversed()
			.stream()
			.filter((event) -> FAILED.matches(event.reason()))
			.findFirst();
		return last.map((event) -> found(claim, objects,
				(event.reason().equals("ProvisioningFailed") && !event.message().contains("not found"))
						? Cause.INFRASTRUCTURE : Cause.CONFIG,
				event.message().contains("storageclass") ? "storage-class" : "provisioning", 0.9,
				"has no volume: " + event.message(),
				"Correct the claim, its StorageClass or what makes its volumes: " + event.message())
			.seen(new Anchor(event.reason() + ": " + event.message(), event.object(), event.pointer())));
	}

	private static Optional<ObjectFinding> noClass(KubeObject claim, ClusterObjects objects) {
		String provisioner = storageClass(claim, objects).map((known) -> known.text("/provisioner")).orElse("");
		String why = claim.text("/spec/storageClassName").isEmpty() ? "it names no StorageClass, and no volume fits it"
				: (provisioner.isEmpty() || provisioner.equals(NO_PROVISIONER))
						? "no PersistentVolume of class %s is free".formatted(claim.text("/spec/storageClassName"))
						: "provisioner %s of class %s makes none".formatted(provisioner,
								claim.text("/spec/storageClassName"));
		return Optional.of(found(claim, objects, Cause.CONFIG, "unbound-pvc", 0.75, "has no volume: " + why,
				"Provide a volume of %s, %s, or name a class whose provisioner works."
					.formatted(claim.text("/spec/resources/requests/storage"), claim.text("/spec/accessModes/0"))));
	}

	private static Stream<KubeObject> mounting(KubeObject claim, ClusterObjects objects) {
		return objects.in(claim.namespace(), "Pod")
			.filter((pod) -> pod.at("/spec/volumes")
				.valueStream()
				.anyMatch((volume) -> volume.at("/persistentVolumeClaim/claimName").asString("").equals(claim.name())))
			.flatMap(objects::chain);
	}

	private static ObjectFinding found(KubeObject claim, ClusterObjects objects, Cause cause, String subtype,
			double confidence, String statement, String text) {
		return ObjectFinding
			.of(claim, Standing.FAILURE, cause, subtype, confidence, statement,
					new Remedy((cause == Cause.CONFIG) ? "config-update" : "cluster", claim.title(), text))
			.seen(claim.anchor("the phase of %s is %s".formatted(claim.title(), claim.text("/status/phase")),
					"/status/phase"))
			.affecting(mounting(claim, objects), UNBOUND);
	}

}
