package dev.heal.limits;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request is beyond a bound.
 */
class RefusedException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	RefusedException(HttpStatus status, String detail) {
		super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
		if (status == HttpStatus.SERVICE_UNAVAILABLE || status == HttpStatus.TOO_MANY_REQUESTS) {
			getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
		}
	}

}
