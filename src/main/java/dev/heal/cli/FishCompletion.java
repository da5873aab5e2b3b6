package dev.heal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion script for fish, which picocli does not write.
 */
final class FishCompletion {

	private FishCompletion() {
	}

	static String of(CommandSpec heal) {
		List<String> lines = new ArrayList<>();
		lines.add("complete -c heal -n __fish_use_subcommand -f");
		heal.subcommands().forEach((name, command) -> {
			String about = sentence(command.getCommandSpec().usageMessage().description());
			lines.add("complete -c heal -n __fish_use_subcommand -f -a %s -d %s".formatted(name, quoted(about)));
			command.getCommandSpec()
				.options()
				.stream()
				.filter((option) -> !option.hidden())
				.forEach((option) -> lines.add(option(name, option)));
		});
		return String.join("\n", lines) + "\n";
	}

	private static String option(String command, OptionSpec option) {
		String names = Stream.of(option.names())
			.map((name) -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
			.collect(Collectors.joining(" "));
		boolean isFile = option.paramLabel().contains("file") || option.paramLabel().contains("folder");
		String value = (option.arity().max() == 0) ? " -f" : isFile ? " -r -F" : " -x" + candidates(option);
		return "complete -c heal -n '__fish_seen_subcommand_from %s' %s%s -d %s".formatted(command, names, value,
				quoted(sentence(option.description())));
	}

	private static String candidates(OptionSpec option) {
		if (!option.type().isEnum()) {
			return "";
		}
		List<String> values = new ArrayList<>();
		for (Object constant : option.type().getEnumConstants()) {
			values.add(constant.toString().toLowerCase(Locale.ROOT));
		}
		return " -a " + quoted(String.join(" ", values));
	}

	private static String sentence(String[] description) {
		return (description.length == 0) ? "" : description[0].replaceAll("; default \\$\\{.*}", "");
	}

	private static String quoted(String text) {
		return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
	}

}
