package dev.heal.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.evidence.Evidence;

/**
 * Says what must be true after a repair. Each item can be checked: by a command, or by
 * Heal itself. The same input gives the same list.
 */
public final class AcceptanceCriteria {

	/**
	 * The item that Heal checks in every case.
	 */
	public static final String RECURRENCE = "no-recurrence";

	private static final Pattern ADDRESS = Pattern
		.compile("([A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?)(?::(\\d{1,5}))?");

	private static final Pattern IN_URL = Pattern
		.compile("(?:[a-z][a-z0-9+:.-]*://)?(?:[^/@\\s]*@)?([A-Za-z0-9][A-Za-z0-9.-]*:\\d{2,5})(?:[/?,].*)?");

	private static final Pattern OBJECT = Pattern.compile(
			"(ConfigMap|Secret|ServiceAccount|PersistentVolumeClaim|StorageClass|PriorityClass|RuntimeClass|ResourceQuota)"
					+ " (?:[a-z0-9-]+/)?([a-z0-9][a-z0-9.-]*)(?:, key ([\\w.-]+))?");

	private static final Pattern NODE = Pattern.compile("\\bnode ([a-z0-9][a-z0-9.-]*)");

	private final Evidence evidence;

	private final Analysis analysis;

	private final FailedObject object;

	private AcceptanceCriteria(Evidence evidence, Analysis analysis) {
		this.evidence = evidence;
		this.analysis = analysis;
		this.object = FailedObject.of(evidence, analysis);
	}

	/**
	 * Lists what must be true.
	 * @param evidence what was collected
	 * @param analysis what was found
	 * @param healthyFor for how long the failure must stay away
	 * @return the list
	 */
	public static Acceptance of(Evidence evidence, Analysis analysis, Duration healthyFor) {
		return new AcceptanceCriteria(evidence, analysis).list(healthyFor);
	}

	private Acceptance list(Duration healthyFor) {
		if (this.analysis.cause() == Cause.NONE) {
			return Acceptance.NONE;
		}
		List<Criterion> criteria = new ArrayList<>(List.of(recurrence(healthyFor)));
		Remedy remedy = this.analysis.remedy();
		if (remedy != null) {
			criteria.addAll(of(remedy));
		}
		if (criteria.size() == 1 && this.analysis.errorLine() != null) {
			criteria.add(silence());
		}
		return new Acceptance(criteria);
	}

	private Criterion recurrence(Duration healthyFor) {
		String failure = (this.analysis.fingerprint() != null) ? "Failure " + Markdown.code(this.analysis.fingerprint())
				: "The failure";
		return Criterion.of(RECURRENCE, "%s of %s does not come back within %s%s. Heal checks this.".formatted(failure,
				this.object.described(), duration(healthyFor), revision()), this.object.awaited());
	}

	// what stands around a workload is repaired without a new revision of it
	private String revision() {
		boolean around = this.analysis.remedy() != null
				&& Set.of("cluster", "dependency").contains(this.analysis.remedy().kind());
		return (around || this.object.revision().isEmpty()) ? ""
				: " on a revision other than " + Markdown.code(this.object.revision());
	}

	private static String duration(Duration duration) {
		return (duration.toSecondsPart() == 0) ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
	}

	private List<Criterion> of(Remedy remedy) {
		return switch (remedy.kind()) {
			case "code-change" -> List.of(TestCriterion.of(this.analysis));
			case "config-update", "resource-increase", "image-fix" -> manifest(remedy);
			case "dependency" -> address(remedy.target()).or(() -> held(remedy.target()))
				.map(List::of)
				.orElseGet(() -> manifest(remedy));
			case "cluster" -> named(remedy).map(List::of).orElseGet(List::of);
			default -> List.of();
		};
	}

	private List<Criterion> manifest(Remedy remedy) {
		if (remedy.target() == null) {
			return List.of();
		}
		List<PodField> fields = new ChangedFields(this.evidence.pod(), this.analysis.container()).of(remedy.kind(),
				remedy.target());
		return fields.isEmpty() ? named(remedy).map(List::of).orElseGet(List::of)
				: fields.stream().map(this::changed).toList();
	}

	private Criterion changed(PodField field) {
		String path = Markdown.code(field.path());
		String text = (field.was() == null)
				? "%s of %s, which was missing, is set.".formatted(path, this.object.described())
				: "%s of %s is no longer %s.".formatted(path, this.object.described(), value(field.was()));
		String name = field.path().replaceFirst("\\.value$", "").replaceAll(".*[.\\[](?=.)", "");
		String id = ("manifest-" + name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
		return Criterion.of(id, text, this.object.printed(field)).on(field);
	}

	private static String value(String was) {
		return (was.length() <= 80 && !was.contains("[REDACTED:")) ? Markdown.code(was) : "what it was";
	}

	/**
	 * Takes the address that a variable holds.
	 * @param target a target that names the variable
	 * @return the criterion, empty when the target names none, or the variable no address
	 */
	private Optional<Criterion> held(@Nullable String target) {
		return new ChangedFields(this.evidence.pod(), this.analysis.container())
			.of("dependency", String.valueOf(target))
			.stream()
			.map(PodField::was)
			.filter(Objects::nonNull)
			.map(IN_URL::matcher)
			.filter(Matcher::matches)
			.findFirst()
			.flatMap((url) -> address(url.group(1)));
	}

	private Optional<Criterion> address(@Nullable String target) {
		Matcher matcher = ADDRESS.matcher(String.valueOf(target));
		if (target == null || !matcher.matches()) {
			return Optional.empty();
		}
		String host = matcher.group(1);
		String probe = (matcher.group(2) != null) ? "nc -zv -w 5 " + host + " " + matcher.group(2) : "nslookup " + host;
		return Optional.of(Criterion.of("dependency",
				"%s answers from within namespace %s.".formatted(Markdown.code(matcher.group()),
						Markdown.code(this.object.namespace())),
				this.object.kubectl("run heal-check --rm -i --restart=Never --image=busybox -- " + probe)));
	}

	private Optional<Criterion> named(Remedy remedy) {
		String target = String.valueOf(remedy.target());
		return Stream.of(kept(target), node(target)).flatMap(Optional::stream).findFirst();
	}

	private Optional<Criterion> kept(String target) {
		return OBJECT.matcher(target).results().findFirst().map((found) -> {
			String key = (found.group(3) != null) ? " and has the key " + Markdown.code(found.group(3)) : "";
			String name = found.group(1) + " " + Markdown.code(found.group(2));
			return Criterion.of("object", name + wanted(found.group(1)) + key + ".",
					this.object.kubectl("describe " + found.group(1).toLowerCase(Locale.ROOT) + " " + found.group(2)));
		});
	}

	private static String wanted(String kind) {
		return switch (kind) {
			case "PersistentVolumeClaim" -> " is bound and can be used";
			case "ResourceQuota" -> " has room for the workload";
			default -> " exists";
		};
	}

	private static Optional<Criterion> node(String target) {
		return NODE.matcher(target)
			.results()
			.findFirst()
			.map((found) -> Criterion.of("node", "Node %s is Ready.".formatted(Markdown.code(found.group(1))),
					"kubectl wait --for=condition=Ready node/" + found.group(1) + " --timeout=1m"));
	}

	private Criterion silence() {
		String where = (this.analysis.cause() == Cause.CODE_BUG) ? "A run of the code" : this.object.described();
		return Criterion.of("log", where + " no longer logs the error.", this.object.logged())
			.quoting(this.analysis.errorLine());
	}

}
