package dev.heal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts Heal.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HealApplication {

	public static void main(String[] args) {
		SpringApplication.run(HealApplication.class, args);
	}

}
