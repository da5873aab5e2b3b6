package dev.heal.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.around.AroundReader;
import dev.heal.evidence.around.LookedAt;
import dev.heal.kubectl.Kubectl;

/**
 * Looks at what stands around a failing pod, once it is known where its failure points
 * to, and keeps it with the pod's evidence.
 */
@Component
public class LookAround {

	private final AroundReader reader;

	private final EvidenceWriter writer;

	private final EvidenceStore store;

	LookAround(ApiServer api, EvidenceProperties properties, EvidenceWriter writer, EvidenceStore store) {
		this.reader = new AroundReader(api, properties, writer::redacted);
		this.writer = writer;
		this.store = store;
	}

	/**
	 * Looks around. What could not be seen is said in the manifest.
	 * @param evidence the evidence of the pod
	 * @param pointers where its failure points to
	 * @return the evidence with what was seen
	 */
	public Evidence look(Evidence evidence, Pointers pointers) {
		if (evidence.pod().isMissingNode()) {
			return evidence;
		}
		List<LookedAt> all = this.reader.read(evidence.pod(), evidence.surroundings().path("replicaSets"), pointers);
		if (all.isEmpty()) {
			return evidence;
		}
		Manifest manifest = evidence.manifest();
		List<EvidenceFile> files = new ArrayList<>(
				manifest.files().stream().filter((file) -> !file.file().isAround()).toList());
		try {
			for (LookedAt looked : all) {
				files.add(this.writer.redacted(file(manifest, looked)));
			}
			JsonNode around = with(evidence.surroundings(), all);
			this.store.save(manifest.namespace(), manifest.pod(), "surroundings.json", around);
			return this.store.save(manifest.with(files), evidence.pod(), evidence.events(), around);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write what stands around " + manifest.pod(), ex);
		}
	}

	private EvidenceFile file(Manifest manifest, LookedAt looked) throws IOException {
		if (looked.isEmpty()) {
			return EvidenceFile.missing(looked.file(), looked.missing(), looked.reason().orElse("nothing is there"),
					looked.source().isEmpty() ? null : looked.source(), List.of());
		}
		byte[] yaml = Kubectl.yaml(looked.list());
		EvidenceFile file = this.writer.write(looked.file(),
				this.store.file(manifest.namespace(), manifest.pod(), looked.file()), looked.source(),
				(out) -> out.write(yaml));
		return looked.reason().map((reason) -> file.with(file.state(), reason)).orElse(file);
	}

	/**
	 * Adds to the surroundings of a pod what was seen.
	 * @param surroundings the surroundings
	 * @param all what was seen
	 * @return surroundings with a member {@code lookUps}, the lists of each file by its
	 * name, and {@code unseen}, what could not be seen
	 */
	static JsonNode with(JsonNode surroundings, List<LookedAt> all) {
		ObjectNode around = surroundings.isObject() ? surroundings.deepCopy().asObject()
				: JsonMapper.shared().createObjectNode();
		ObjectNode lookUps = around.putObject("lookUps");
		ArrayNode unseen = around.putArray("unseen");
		all.forEach((looked) -> {
			lookUps.set(looked.file().fileName(), looked.list());
			looked.unseen().forEach(unseen::add);
		});
		return around;
	}

}
