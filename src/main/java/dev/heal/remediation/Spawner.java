package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.Manifest;
import dev.heal.names.InvalidNameException;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;
import dev.heal.names.TaskId;
import dev.heal.remediation.IncidentCallback.Finding;
import dev.heal.remediation.IssueFiles.Subject;

/**
 * Starts the remediations that a person or an agent asks for.
 */
@Component
public class Spawner {

	private final Remediations remediations;

	private final IssueFiles issueFiles;

	private final ObjectProvider<IncidentCallback> findings;

	private final Clock clock;

	private final String namespace;

	Spawner(Remediations remediations, IssueFiles issueFiles, ObjectProvider<IncidentCallback> findings, Clock clock,
			@Value("${heal.namespace:cto}") String namespace) {
		this.remediations = remediations;
		this.issueFiles = issueFiles;
		this.findings = findings;
		this.clock = clock;
		this.namespace = namespace;
	}

	/**
	 * Starts a remediation.
	 * @param spawn what is asked for
	 * @return what became of it
	 * @throws SpawnRefusedException if the report or the pod cannot be had
	 */
	public Dispatch spawn(Spawn spawn) {
		check(spawn);
		return this.remediations.dispatch(request(spawn, this.issueFiles.check(spawn.issueFile())));
	}

	private static void check(Spawn spawn) {
		if (!"a7".equalsIgnoreCase(spawn.alert())) {
			throw new SpawnRefusedException("alert must be a7, the only alert that Heal answers");
		}
		check(spawn.taskId(), TaskId::new);
		check(spawn.pod(), PodName::new);
		check(spawn.namespace(), NamespaceName::new);
	}

	private static void check(@Nullable String text, Function<String, ?> name) {
		try {
			if (text != null) {
				Object _ = name.apply(text);
			}
		}
		catch (InvalidNameException ex) {
			throw new SpawnRefusedException(String.valueOf(ex.getMessage()));
		}
	}

	private RemediationRequest request(Spawn spawn, Path issueFile) {
		Optional<Subject> subject = this.issueFiles.subject(issueFile);
		String pod = Optional.ofNullable(spawn.pod())
			.or(() -> subject.map(Subject::pod))
			.orElseThrow(() -> new SpawnRefusedException("pod is missing: " + issueFile + " does not tell it"));
		String podNamespace = Optional.ofNullable(spawn.namespace())
			.or(() -> subject.map(Subject::namespace))
			.orElse(this.namespace);
		check(pod, PodName::new);
		check(podNamespace, NamespaceName::new);
		Finding finding = stored(podNamespace, pod).orElseGet(() -> nothing(podNamespace, pod));
		return new RemediationRequest(podNamespace, pod, spawn.taskId(), issueFile.toString(), finding.evidence(),
				finding.analysis(), true);
	}

	private Optional<Finding> stored(String podNamespace, String pod) {
		return Optional.ofNullable(this.findings.getIfAvailable())
			.flatMap((available) -> available.stored(podNamespace, pod));
	}

	private Finding nothing(String podNamespace, String pod) {
		Manifest manifest = new Manifest(podNamespace, pod, null, this.clock.instant(), true, 0, List.of());
		Evidence evidence = Evidence.none(manifest);
		return new Finding("", evidence, new Analysis(Cause.UNKNOWN, null, 0, null, null, "", null, null, null, null,
				null, List.of(), List.of(), null, null));
	}

}
