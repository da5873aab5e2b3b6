package dev.heal.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A Heal in a process of its own, which can be killed. It runs from the built jar, with a
 * cache of its classes that is made once, so that it starts in a third of the time.
 */
public final class HealProcess implements AutoCloseable {

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private final List<String> command = new ArrayList<>();

	private final int port;

	private final Path output;

	private Process process;

	private HealProcess(List<String> before, Path jar, int port, List<String> options, Map<String, String> properties,
			Path output) {
		this.port = port;
		this.output = output;
		this.command.addAll(before);
		this.command.addAll(List.of(JAVA, "-XX:AOTCache=" + cache(jar), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				temporary(jar)));
		this.command.addAll(options);
		this.command
			.addAll(List.of("-jar", jar.toString(), "--server.port=" + port, "--management.server.port=" + (port + 1)));
		properties.forEach((name, value) -> this.command.add("--" + name + "=" + value));
	}

	public static HealProcess start(Path jar, int port, Map<String, String> properties, Path output) {
		return start(List.of(), jar, port, properties, output);
	}

	/**
	 * Starts it by another command.
	 * @param before the command that runs it, with its arguments
	 * @param jar the jar
	 * @param port its port; that of Actuator is the next one
	 * @param properties its properties
	 * @param output where its log goes
	 * @return the process
	 */
	public static HealProcess start(List<String> before, Path jar, int port, Map<String, String> properties,
			Path output) {
		return start(before, jar, port, List.of("-Xmx256m"), properties, output);
	}

	/**
	 * Starts it with options of its own.
	 * @param before the command that runs it, with its arguments
	 * @param jar the jar
	 * @param port its port; that of Actuator is the next one
	 * @param options the options of its JVM
	 * @param properties its properties
	 * @param output where its log goes
	 * @return the process
	 */
	public static HealProcess start(List<String> before, Path jar, int port, List<String> options,
			Map<String, String> properties, Path output) {
		HealProcess heal = new HealProcess(before, jar, port, options, properties, output);
		heal.restart();
		return heal;
	}

	/**
	 * Extracts the jar, which caches of classes demand, and makes the cache.
	 * @param folder where to
	 * @return the jar to run
	 */
	public static Path extract(Path folder) {
		Path built = Optional.ofNullable(System.getProperty("heal.test.jar"))
			.map(Path::of)
			.orElse(Path.of("target/heal.jar"));
		run(JAVA, "-Djarmode=tools", "-jar", built.toString(), "extract", "--force", "--destination",
				folder.toString());
		Path jar = folder.resolve(built.getFileName());
		run(JAVA, "-XX:+UseSerialGC", "-XX:AOTCacheOutput=" + cache(jar), "-Dspring.context.exit=onRefresh",
				temporary(jar), "-jar", jar.toString(), "--heal.workspace.root=" + folder.resolve("workspace"));
		return jar;
	}

	private static Path cache(Path jar) {
		return jar.resolveSibling("heal.aot");
	}

	// who is killed does not tidy up
	private static String temporary(Path jar) {
		return "-Djava.io.tmpdir=" + jar.getParent();
	}

	private static void run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			boolean ended = process.waitFor(15, TimeUnit.MINUTES);
			process.destroyForcibly();
			if (!ended || process.exitValue() != 0) {
				throw new IllegalStateException(String.join(" ", command) + " failed");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Runs a command of the same jar to its end.
	 * @param environment variables that it gets besides those of this process
	 * @param arguments the command
	 * @return how it ended
	 * @throws Exception if it cannot be run
	 */
	public CommandResult run(Map<String, String> environment, String... arguments) throws Exception {
		List<String> line = new ArrayList<>(this.command.subList(0, this.command.indexOf("-jar") + 2));
		line.addAll(List.of(arguments));
		Path out = this.output.resolveSibling("command.out");
		Path err = this.output.resolveSibling("command.err");
		ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
		builder.environment().putAll(environment);
		int code = builder.start().waitFor();
		return new CommandResult(code, Files.readString(out), Files.readString(err));
	}

	public void restart() {
		try {
			File log = this.output.toFile();
			this.process = new ProcessBuilder(this.command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns its process id.
	 * @return the id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Asks it to stop, with SIGTERM.
	 * @return completed when it has ended
	 */
	public CompletableFuture<Process> terminate() {
		this.process.destroy();
		return this.process.onExit();
	}

	/**
	 * Kills it with SIGKILL.
	 */
	public void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	public String url() {
		return "http://localhost:" + this.port;
	}

	public boolean isReady() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("Heal ended by itself, see " + this.output);
		}
		try {
			URI probe = URI.create("http://localhost:" + (this.port + 1) + "/actuator/health/readiness");
			HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
			connection.setReadTimeout(2000);
			return connection.getResponseCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		kill();
	}

	/**
	 * How a command ended.
	 *
	 * @param code its exit code
	 * @param out its standard output
	 * @param err its standard error
	 */
	public record CommandResult(int code, String out, String err) {

	}

}
