package dev.heal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

import dev.heal.cli.CommandLineInterface;

/**
 * Starts Heal.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HealApplication {

	public static void main(String[] args) {
		if (CommandLineInterface.isMeant(args)) {
			System.exit(CommandLineInterface.run(HealApplication.class, args));
		}
		SpringApplication.run(HealApplication.class, args);
	}

}
