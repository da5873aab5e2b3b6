package dev.heal.leadership;

import org.springframework.context.SmartLifecycle;

/**
 * What works only while this Heal leads. It is started each time that it comes to lead,
 * and then has to look at the state folder anew: others have written there meanwhile.
 */
public interface Led extends SmartLifecycle {

	@Override
	default boolean isAutoStartup() {
		return false;
	}

}
