package dev.heal.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;

/**
 * What the files of pods are named after. The plain name goes to the first of several
 * pods of one name, and is recorded in the state folder.
 */
public final class PodFileNames {

	private static final int LONGEST = 200;

	private final Workspace workspace;

	PodFileNames(Workspace workspace) {
		this.workspace = workspace;
	}

	/**
	 * Returns what the files of a pod begin with: its name, or its namespace and name
	 * when a pod of the same name in another namespace came first. The answer is durable.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the beginning of the file names
	 */
	public String stem(String namespace, String pod) {
		Optional<String> holder = holder(pod).or(() -> claim(pod, namespace));
		return shortened(holder.filter(namespace::equals).isPresent() ? pod : namespace + "_" + pod);
	}

	/**
	 * Returns all that the files of a pod may begin with.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the beginnings, whoever holds the plain names
	 */
	public static List<String> stems(String namespace, String pod) {
		return List.of(shortened(pod), shortened(namespace + "_" + pod));
	}

	/**
	 * Shortens a name, so that it makes a file name with whatever comes behind it. Two
	 * names that differ still do.
	 * @param name a name
	 * @return the name, or its beginning and a part of its digest
	 */
	public static String shortened(String name) {
		return (name.length() <= LONGEST) ? name : name.substring(0, LONGEST) + "~" + sha256(name).substring(0, 8);
	}

	private static String sha256(String text) {
		return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	private Optional<String> claim(String pod, String namespace) {
		try {
			this.workspace.create(claim(pod), namespace);
			return Optional.of(namespace);
		}
		catch (FileAlreadyExistsException ex) {
			return holder(pod);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + claim(pod), ex);
		}
	}

	/**
	 * Returns whose the plain file names of a pod are.
	 * @param pod the pod's name
	 * @return the pod's namespace, empty when nobody claimed the names
	 */
	public Optional<String> holder(String pod) {
		return this.workspace.read(claim(pod))
			.map((namespace) -> new String(namespace, StandardCharsets.UTF_8))
			.filter(NamespaceName::isValid);
	}

	/**
	 * Gives up a pod's claim to the plain file names.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 */
	public void release(String namespace, String pod) {
		if (holder(pod).filter(namespace::equals).isPresent()) {
			this.workspace.delete(claim(pod));
		}
	}

	private Path claim(String pod) {
		return this.workspace.state().resolve("names").resolve(checked(pod));
	}

	// a workload's files are named after its kind and name, such as deployment_web
	private static String checked(String pod) {
		int kind = pod.indexOf('_');
		if (kind > 0) {
			new NamespaceName(pod.substring(0, kind));
		}
		return pod.substring(0, kind + 1) + new PodName(pod.substring(kind + 1)).value();
	}

}
