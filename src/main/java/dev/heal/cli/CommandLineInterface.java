package dev.heal.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import picocli.CommandLine;

import dev.heal.cli.HealCommand.UsageException;
import dev.heal.names.InvalidNameException;

/**
 * The command line. Standard output carries results alone; what is logged goes to
 * standard error.
 */
public final class CommandLineInterface {

	private static final Set<String> VERSION = Set.of("--version", "-V");

	private static final Set<String> FLAGS = Set.of("--help", "-h", "--version", "-V");

	private CommandLineInterface() {
	}

	/**
	 * Tells whether arguments are for the command line, and not for the service.
	 * @param args the arguments of the program
	 * @return whether the first one is a command, {@code --help} or {@code --version}
	 */
	public static boolean isMeant(String[] args) {
		return args.length > 0 && (FLAGS.contains(args[0]) || !args[0].startsWith("-"));
	}

	/**
	 * Runs a command.
	 * @param application the application whose beans do the work
	 * @param args the arguments of the program
	 * @return the exit code: 0 done, 1 failed, 2 usage
	 */
	public static int run(Class<?> application, String[] args) {
		Output output = Output.claim();
		if (args.length == 1 && VERSION.contains(args[0])) {
			// sooner than all commands can be looked through
			output.line(new VersionProvider().getVersion()[0]);
			return CommandLine.ExitCode.OK;
		}
		try (HealContext context = new HealContext(application)) {
			return commandLine(new HealCommand(context, output), output).execute(args);
		}
	}

	static CommandLine commandLine(HealCommand command, Output output) {
		PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
		return new CommandLine(command).addSubcommand(new Diagnose(output))
			.addSubcommand(new Wait(output))
			.addSubcommand(new Mcp(command.context(), output))
			.setOut(output.writer())
			.setErr(err)
			.setCaseInsensitiveEnumValuesAllowed(true)
			.setExecutionExceptionHandler((ex, failed, _) -> {
				failed.getErr().println("heal: " + ErrorLine.message(ex));
				return (ex instanceof UsageException || ex instanceof InvalidNameException) ? CommandLine.ExitCode.USAGE
						: CommandLine.ExitCode.SOFTWARE;
			});
	}

}
