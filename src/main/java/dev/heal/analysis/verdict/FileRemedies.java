package dev.heal.analysis.verdict;

import java.util.Optional;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about a file that is missing, of the wrong kind, in the way, locked, or not
 * to be used, by the object that it comes from.
 */
final class FileRemedies {

	private static final Pattern MODE = Pattern.compile("u=rwx? \\((0[0-7]{3})\\)");

	/**
	 * Words for who may not be there at all.
	 */
	private static final Pattern WRITABLE = Pattern.compile("(?i)\\bwritable\\b|permission");

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	FileRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	/**
	 * Says what to do.
	 * @return the remedy, empty where no file is named
	 */
	Optional<Remedy> remedy() {
		return switch (String.valueOf(this.finding.subtype())) {
			case "lock-held" -> Optional.of(lock());
			case "permission-denied" -> Optional.of(permission());
			case "file-too-open" -> path().or(this.named.files()::pathAbove).map(this::tooOpen);
			case "read-only-root" -> Optional.of(readOnlyRoot());
			case "read-only-mount" -> Optional.of(readOnlyMount());
			case "file-exists" -> path().map(this::inTheWay);
			default -> path().map(this::given).or(() -> this.named.scriptSubject().map(this::usedByScript));
		};
	}

	/**
	 * Says what to do where a folder is in the place of a file.
	 * @param path the folder
	 * @return the remedy
	 */
	Remedy folder(String path) {
		return of(path,
				"Put a file in the place of the folder %s (a subPath or key of the volume that does not exist makes one)"
					.formatted(path + this.container.origin(path)));
	}

	/**
	 * Says how to keep others from a file that a program wants for itself.
	 * @param path the file
	 * @return the remedy
	 */
	private Remedy tooOpen(String path) {
		String mode = Texts.first(MODE, this.finding.statement() + " " + this.finding.excerpt().text(), (_) -> true)
			.orElse("0600, or 0400; a folder 0700");
		return of("mode of %s%s".formatted(path, this.container.origin(path)),
				"Take the rights of group and others away from %s (mode %s), for the user that %s runs as: by defaultMode of the volume that it is from, without an fsGroup that adds rights of the group (fsGroupChangePolicy OnRootMismatch keeps the mode of what is there), or by an init container with chmod"
					.formatted(path + this.container.origin(path), mode, this.container.name()));
	}

	private Optional<String> path() {
		return this.named.pathNearby().or(() -> this.named.files().relativePath().flatMap(this.container::resolved));
	}

	private Remedy given(String path) {
		String what = switch (String.valueOf(this.finding.subtype())) {
			case "corrupted-data" -> "Replace %s by a file that is whole and of the right kind";
			case "bad-certificate" -> "Replace %s by a key or certificate that fits";
			default -> "Put %s where the container looks for it, or correct the path";
		};
		return of(path, what.formatted(path + this.container.origin(path)) + asked());
	}

	private Remedy usedByScript(String subject) {
		return of("%s in %s".formatted(subject, this.container.image()),
				"Put %s into %s, or correct its path%s".formatted(subject, this.container.image(), asked()));
	}

	/**
	 * Says what to do about a file that an earlier run of the container left.
	 * @param path the file
	 * @return the remedy
	 */
	private Remedy inTheWay(String path) {
		String again = "let the command of %s bear with it (ln -sf, mkdir -p, cp without -n)"
			.formatted(this.container.name());
		return of(path + this.container.origin(path), this.container.isOfThePod(path)
				? "Delete the pod, so that a new one has an empty volume where %s is now, and for good %s"
					.formatted(path, again)
				: "Remove %s%s, which an earlier run left, or %s".formatted(path, this.container.origin(path), again));
	}

	private Remedy readOnlyRoot() {
		return of("securityContext.readOnlyRootFilesystem of " + this.container.name(),
				"Mount a volume, such as an emptyDir, where %s is, or let %s write to its root file system"
					.formatted(writtenTo(), this.container.name()));
	}

	private Remedy readOnlyMount() {
		String path = writtenTo();
		return of(path + this.container.origin(path),
				"Let %s write somewhere else than to %s, which is mounted read-only".formatted(this.container.name(),
						path + this.container.origin(path)));
	}

	private String writtenTo() {
		return this.named.pathNearby().orElse("the folder that it writes to");
	}

	private Remedy permission() {
		Optional<String> path = DeniedFolder.of(this.finding).or(this::path).or(this.named.files()::name);
		boolean root = path.isEmpty() && this.finding.statement().contains("root");
		if (path.isEmpty() && !root && this.container.onlyStorage().isEmpty()) {
			return Remedies.look(null,
					"Find out what %s may not do, which the error does not name: a file is a matter of owner, mode and fsGroup, a call of the kernel one of capabilities and SELinux"
						.formatted(this.container.name()),
					this.finding);
		}
		Optional<String> folder = path.or(this.container::onlyStorage);
		String subject = folder.orElse("what it may not use");
		return of(folder.orElse(root ? "securityContext.runAsUser of " + this.container.name() : null),
				"Give %s access to %s%s: change its owner or mode, or set runAsUser or fsGroup in the securityContext"
					.formatted(this.container.name(), subject, this.container.origin(subject)));
	}

	/**
	 * Names what is locked: on a claim, most often another pod still uses it.
	 * @return the remedy
	 */
	private Remedy lock() {
		Optional<String> file = this.named.pathNearby().or(this.named::fileName);
		Optional<String> volume = file.flatMap(this.container::mounted).or(this.container::onlyStorage);
		if (file.isEmpty() && volume.isEmpty()) {
			return Remedies.look(null, "Find out what is locked, and which process or pod holds the lock",
					this.finding);
		}
		String what = file.orElse("what is locked") + volume.map((object) -> " on " + object).orElse("");
		String writable = WRITABLE.matcher(this.finding.statement()).find()
				? "Let the user that %s runs as write there (fsGroup or runAsUser of the securityContext, owner of the volume), and make sure that"
					.formatted(this.container.name())
				: "Make sure that";
		return of(volume.or(() -> file).orElse(null),
				writable + " no other process or pod uses %s (one replica, strategy Recreate), then remove the lock"
					.formatted(what));
	}

	private String asked() {
		Location place = this.finding.location();
		return (place != null) ? " (%s asks for it)".formatted(Remedies.placeOrFunction(place)) : "";
	}

	private Remedy of(@Nullable String target, String text) {
		return Remedies.config(target, text, this.finding);
	}

}
