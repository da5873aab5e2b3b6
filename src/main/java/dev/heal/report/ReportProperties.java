package dev.heal.report;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * How reports look.
 *
 * @param template the template, with placeholders such as {@code {{summary}}}
 */
@ConfigurationProperties("heal.report")
record ReportProperties(@DefaultValue("classpath:templates/report.md") Resource template) {

}
