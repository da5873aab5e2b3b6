import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;

/**
 * Compares the HTTP clients that fabric8 can use, and HttpURLConnection, by the log of
 * pod load/w0-0, in turns.
 */
class Clients {

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static Path target;

	public static void main(String[] args) throws IOException {
		target = Path.of(args[0]);
		int rounds = Integer.parseInt(args[1]);
		Map<String, Log> logs = new LinkedHashMap<>();
		logs.put("HttpURLConnection", Clients::open);
		logs.put("fabric8, JDK", fabric8(new JdkHttpClientFactory()));
		logs.put("fabric8, OkHttp", fabric8(new OkHttpClientFactory()));
		logs.put("fabric8, Vert.x", fabric8(new VertxHttpClientFactory()));
		Map<String, List<Cost>> costs = new LinkedHashMap<>();
		for (int round = 0; round <= rounds; round++) {
			for (Map.Entry<String, Log> log : logs.entrySet()) {
				Cost cost = measure(log.getValue());
				if (round > 0) {
					costs.computeIfAbsent(log.getKey(), (name) -> new ArrayList<>()).add(cost);
				}
			}
		}
		costs.forEach((name, all) -> System.out.printf("%-20s %6.2f s, %6.2f s of processor, %6d MiB%n", name,
				median(all, Cost::seconds), median(all, Cost::processor), (long) median(all, Cost::mebibytes)));
		System.exit(0);
	}

	private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
		return costs.stream().mapToDouble(figure).sorted().skip(costs.size() / 2).findFirst().orElseThrow();
	}

	private static Cost measure(Log log) throws IOException {
		long begin = System.nanoTime();
		long cpu = PROCESS.getProcessCpuTime();
		long bytes = 0;
		byte[] buffer = new byte[256 * 1024];
		try (InputStream in = log.open(); OutputStream out = Files.newOutputStream(target)) {
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				out.write(buffer, 0, count);
				bytes += count;
			}
		}
		return new Cost((System.nanoTime() - begin) / 1e9, (PROCESS.getProcessCpuTime() - cpu) / 1e9, bytes >> 20);
	}

	private static InputStream open() throws IOException {
		try (KubernetesClient client = new KubernetesClientBuilder().build()) {
			URI log = client.getMasterUrl().toURI().resolve("/api/v1/namespaces/load/pods/w0-0/log");
			return ((HttpURLConnection) log.toURL().openConnection(Proxy.NO_PROXY)).getInputStream();
		}
		catch (java.net.URISyntaxException ex) {
			throw new IOException(ex);
		}
	}

	private static Log fabric8(HttpClient.Factory factory) {
		KubernetesClient client = new KubernetesClientBuilder().withHttpClientFactory(factory).build();
		return () -> client.pods().inNamespace("load").withName("w0-0").getLogInputStream();
	}

	private record Cost(double seconds, double processor, double mebibytes) {

	}

	private interface Log {

		InputStream open() throws IOException;

	}

}
