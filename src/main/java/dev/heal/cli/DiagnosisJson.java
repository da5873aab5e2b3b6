package dev.heal.cli;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Diagnosis;

/**
 * A diagnosis as JSON: the members of the analysis, the object that it is about, and what
 * else is wrong.
 *
 * @param analysis the analysis
 * @param object the object
 * @param namespace its namespace
 * @param others what else is wrong
 */
record DiagnosisJson(@JsonUnwrapped Analysis analysis, @Nullable String object, @Nullable String namespace,
		List<Diagnosis.Other> others) {

	static DiagnosisJson of(Diagnosis diagnosis) {
		return new DiagnosisJson(diagnosis.analysis(), diagnosis.object(), diagnosis.namespace(), diagnosis.others());
	}

}
