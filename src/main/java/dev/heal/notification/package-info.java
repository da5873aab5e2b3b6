/**
 * Tells people where they are what Heal found and did: by webhooks, in chats too.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "analysis", "incident", "remediation", "report", "redaction", "leadership",
		"workspace" })
package dev.heal.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
