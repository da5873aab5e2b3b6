package dev.heal.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call.
 *
 * @param open whether anybody who reaches the ports may call; else only this machine may
 */
@ConfigurationProperties("heal.security")
record SecurityProperties(boolean open) {

}
