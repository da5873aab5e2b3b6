package dev.heal.evidence.api;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import io.fabric8.kubernetes.client.Config;
import org.jspecify.annotations.Nullable;

/**
 * The way to the API server as the kubeconfig and the environment describe it: its host,
 * the path that it may stand behind, and the proxy on the way.
 */
final class ApiAddress {

	private final Config config;

	ApiAddress(Config config) {
		this.config = config;
	}

	/**
	 * Returns the address of something that the API server serves.
	 * @param path the path and the query
	 * @return the whole address
	 */
	URI resolve(String path) {
		return URI.create(this.config.getMasterUrl().replaceFirst("/+$", "") + path);
	}

	/**
	 * Returns the proxy on the way.
	 * @return the proxy, {@link Proxy#NO_PROXY} when there is none
	 */
	Proxy proxy() {
		URI server = URI.create(this.config.getMasterUrl());
		boolean isSecure = "https".equalsIgnoreCase(server.getScheme());
		return Optional.ofNullable(isSecure ? this.config.getHttpsProxy() : this.config.getHttpProxy())
			.filter((url) -> !url.isBlank() && !isExempt(server.getHost()))
			.map((url) -> proxy(url.contains("://") ? url : "http://" + url))
			.orElse(Proxy.NO_PROXY);
	}

	private static Proxy proxy(String url) {
		URI uri = URI.create(url);
		boolean isSocks = uri.getScheme().toLowerCase(Locale.ROOT).startsWith("socks");
		int port = (uri.getPort() >= 0) ? uri.getPort() : isSocks ? 1080 : 80;
		return new Proxy(isSocks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
				InetSocketAddress.createUnresolved(uri.getHost(), port));
	}

	private boolean isExempt(@Nullable String host) {
		String[] exempt = this.config.getNoProxy();
		return host != null && exempt != null
				&& Arrays.stream(exempt)
					.map((entry) -> entry.strip().toLowerCase(Locale.ROOT))
					.anyMatch((entry) -> isExempt(host.toLowerCase(Locale.ROOT), entry));
	}

	private static boolean isExempt(String host, String entry) {
		if (entry.isEmpty()) {
			return false;
		}
		if (entry.contains("/")) {
			return Subnet.of(entry).filter((subnet) -> subnet.contains(host)).isPresent();
		}
		String domain = entry.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
		return domain.equals("*") || host.equals(domain) || host.endsWith("." + domain);
	}

}
