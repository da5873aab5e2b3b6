package dev.heal.mcp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What language models may do at {@code /mcp}.
 *
 * @param enabled whether it is served
 * @param readOnly whether only tools are offered that change nothing, whatever scope the
 * caller has
 */
@ConfigurationProperties("heal.mcp")
record McpProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean readOnly) {

}
