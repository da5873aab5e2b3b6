package dev.heal.alert;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Alertmanager is asked for the alerts that it left out of a webhook.
 *
 * @param url its address, none to leave them out too
 * @param timeout how long it may take
 * @param sslBundle the bundle of {@code spring.ssl.bundle} whose certificates are trusted
 * there, those of the JVM unless said
 */
@ConfigurationProperties("heal.alertmanager")
record AlertmanagerProperties(@Nullable URI url, @DefaultValue("2s") Duration timeout, @Nullable String sslBundle) {

}
