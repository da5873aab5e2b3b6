package dev.heal.config;

import java.io.IOException;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import dev.heal.names.InvalidNameException;
import dev.heal.names.Quoted;

/**
 * Answers with a problem whatever no controller has answered itself. A mistake of the
 * caller is told to the caller alone; one of Heal goes into the log, once.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

	private static final Logger problems = LoggerFactory.getLogger(Problems.class);

	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String detail = (NestedExceptionUtils.getMostSpecificCause(ex) instanceof InvalidNameException name)
				? name.getMessage() : "%s cannot be %s; /swagger-ui.html shows what it may be"
					.formatted(ex.getPropertyName(), Quoted.of(String.valueOf(ex.getValue())));
		return createResponseEntity(ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getContentType() == null && request.getHeader(HttpHeaders.CONTENT_TYPE) == null) {
			return createResponseEntity(ProblemDetail.forStatusAndDetail(status,
					"The header Content-Type is missing: the body is taken as %s."
						.formatted(ex.getSupportedMediaTypes())),
					headers, status, request);
		}
		return super.handleHttpMediaTypeNotSupported(ex, headers, status, request);
	}

	// said here, so that Spring does not ask an Accept that it cannot read
	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(HttpMediaTypeNotAcceptableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return super.handleHttpMediaTypeNotAcceptable(ex, headers, status, request);
	}

	@ExceptionHandler
	ProblemDetail malformedQuery(InvalidParameterException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"The query is malformed; each parameter is <name>=<value>, percent-encoded.");
	}

	@ExceptionHandler
	ProblemDetail invalidName(InvalidNameException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	// the caller has gone, so that nobody is left to answer
	@ExceptionHandler
	void connectionIsBroken(IOException ex) {
		problems.debug("A caller has gone: {}", ex.toString());
	}

	@ExceptionHandler
	ProblemDetail mistakeOfHeal(RuntimeException ex) {
		problems.error("A call failed", ex);
		return ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR,
				"Heal failed to answer; its log says why. Try again, and report it if it stays so.");
	}

}
