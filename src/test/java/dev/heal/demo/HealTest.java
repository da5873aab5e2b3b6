package dev.heal.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

import dev.heal.HealApplication;

/**
 * A test of the whole application against the cluster of the demo, with an own workspace.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = HealApplication.class,
		properties = { "heal.incident.retry-delay=100ms", "heal.incident.gone-after=8s" })
@AutoConfigureMockMvc
@Import(TestCluster.class)
public @interface HealTest {

}
