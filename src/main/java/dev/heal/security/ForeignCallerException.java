package dev.heal.security;

import org.springframework.security.core.AuthenticationException;

/**
 * The caller is not this machine, though it calls from here.
 */
class ForeignCallerException extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	ForeignCallerException(String message) {
		super(message);
	}

}
