package dev.heal.alert;

import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.NotEmpty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How alerts name pods, and which ones are left alone.
 *
 * @param match the values that labels must have, as those of the only cluster whose
 * alerts are taken in; empty for all
 * @param namespaces the only namespaces whose pods are taken in, empty for all
 * @param podLabels the labels that may name the pod; each makes a pair with the namespace
 * label at the same place, and the first whole pair counts
 * @param namespaceLabels the labels that may name its namespace
 * @param containerLabels the labels that may name the container that the alert was raised
 * for
 * @param taskIdLabels the labels or annotations that may carry a task id
 * @param excludePrefixes pods whose names begin so are ignored
 */
// @formatter:off: spring-javaformat breaks arrays in annotations of record components
@Validated
@ConfigurationProperties("heal.alert")
record AlertProperties(@DefaultValue Map<String, String> match, @DefaultValue List<String> namespaces,
		@NotEmpty @DefaultValue({ "exported_pod", "pod" }) List<String> podLabels,
		@NotEmpty @DefaultValue({ "exported_namespace", "namespace" }) List<String> namespaceLabels,
		@DefaultValue({ "exported_container", "container" }) List<String> containerLabels,
		@DefaultValue("task_id") List<String> taskIdLabels, @DefaultValue("heal-") List<String> excludePrefixes) {

}
