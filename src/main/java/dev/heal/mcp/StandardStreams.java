package dev.heal.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import dev.heal.live.LiveDiagnosis;
import dev.heal.mcp.Messages.UnreadableMessageException;

/**
 * The protocol on standard input and output: a message a line, until the input ends. What
 * was asked before that is answered all the same.
 */
public final class StandardStreams {

	private static final String UNREADABLE = """
			{"jsonrpc": "2.0", "id": null, "error": {"code": -32700, "message": "A line is one message of JSON-RPC 2.0, a request or a notification."}}""";

	private final Messages messages;

	private final OutputStream out;

	private final Caller caller = new Caller(System.getProperty("user.name", "the user"), true);

	private StandardStreams(Messages messages, OutputStream out) {
		this.messages = messages;
		this.out = out;
	}

	/**
	 * Serves the tools of a laptop until the input ends.
	 * @param in what brings messages
	 * @param out takes answers, and nothing else
	 * @param setup what is served
	 * @throws IOException if the input cannot be read
	 */
	public static void serve(InputStream in, OutputStream out, Setup setup) throws IOException {
		List<Tool<?, ?>> tools = new ArrayList<>(LookTools.onLaptop(setup.diagnosis(), setup.namespace()));
		tools.addAll(RemediationTools.list(setup.remediations(), setup.namespace()));
		new StandardStreams(Messages.with(setup.version(), tools, setup.readOnly()), out).run(in);
	}

	private void run(InputStream in) throws IOException {
		BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
		try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				String message = line;
				if (!message.isBlank()) {
					calls.execute(() -> take(message));
				}
			}
		}
	}

	private void take(String message) {
		try {
			this.messages.answer(message, this.caller).ifPresent(this::send);
		}
		catch (UnreadableMessageException ex) {
			send(UNREADABLE);
		}
	}

	private void send(String message) {
		synchronized (this.out) {
			try {
				this.out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
				this.out.flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * What is served.
	 *
	 * @param version the version of Heal
	 * @param namespace the namespace where a call names none
	 * @param readOnly whether tools that change something are left out
	 * @param diagnosis looks at the cluster; asked for when a tool needs it
	 * @param remediations the tools for agents; asked for when one of them is called
	 */
	public record Setup(String version, String namespace, boolean readOnly, Supplier<LiveDiagnosis> diagnosis,
			Supplier<RemediationTools> remediations) {

	}

}
