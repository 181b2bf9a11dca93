package org.llmtutor.service.http;

import com.fasterxml.jackson.core.JacksonException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpException;
import org.glassfish.jersey.server.internal.process.MappableException;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ApiError;
import org.llmtutor.service.telemetry.Exchange;
import org.llmtutor.service.telemetry.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every exception that leaves a resource, filter or body reader the one error shape. What is
 * not expected becomes 500 {@code internal} and is logged, once, here.
 */
abstract sealed class ErrorMapper<E extends Throwable> implements ExceptionMapper<E> {

  private static final Logger LOGGER = LoggerFactory.getLogger(ErrorMapper.class);
  private static final Set<String> KEPT_HEADERS =
      Set.of("Allow", "WWW-Authenticate", "Retry-After");

  @Context @Nullable HttpServletRequest request;

  /** For everything that has no mapper of its own. */
  @Provider
  static final class OfAnything extends ErrorMapper<Throwable> {}

  /** Goes before the one that Jersey has for bean validation. */
  @Provider
  static final class OfViolations extends ErrorMapper<ValidationException> {}

  @Override
  public Response toResponse(E thrown) {
    Throwable failure = unwrap(thrown);
    if (failure instanceof ApiException api) {
      return refusal(api);
    }
    if (failure instanceof WebApplicationException web) {
      return web(web);
    }
    if (failure instanceof ConstraintViolationException violations) {
      return violated(violations);
    }
    if (failure instanceof JacksonException json) {
      return JsonProblems.isOurs(json) ? internal(json) : answer(JsonProblems.of(json));
    }
    return transport(failure);
  }

  /** The exception that tells: wrappers of Jersey and Jackson hide it. */
  private static Throwable unwrap(Throwable thrown) {
    Throwable failure = thrown;
    while ((failure instanceof MappableException || failure instanceof ProcessingException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    if (failure instanceof JacksonException) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof ApiException) {
          return cause;
        }
      }
    }
    return failure;
  }

  private Response refusal(ApiException e) {
    ApiError body = new ApiError(e.code(), e.message(), requestId(), e.resetsAt().orElse(null));
    Response.ResponseBuilder reply = json(e.status(), body);
    if (e.status() == 401) {
      reply.header("WWW-Authenticate", "Bearer"); // RFC 9110, section 15.5.2
    }
    e.retryAfter()
        .ifPresent(
            after -> reply.header("Retry-After", Math.max(1, (after.toMillis() + 999) / 1000)));
    return reply.build();
  }

  private Response web(WebApplicationException e) {
    Response given = e.getResponse();
    if (given.getStatus() < 400) {
      return given;
    }
    if (given.getStatus() >= 500) {
      LOGGER.error("Request failed with status {}", given.getStatus(), e);
    }
    ErrorStatus error = ErrorStatus.of(given.getStatus());
    Response.ResponseBuilder reply = json(error.status(), body(error));
    for (String name : KEPT_HEADERS) {
      List<Object> values = given.getHeaders().getOrDefault(name, List.of());
      values.forEach(value -> reply.header(name, value));
    }
    return reply.build();
  }

  private Response transport(Throwable failure) {
    if (failure instanceof HttpException http) {
      return answer(ErrorStatus.of(http.getCode()));
    }
    if (isA(failure, ZipException.class) || isA(failure, CharConversionException.class)) {
      return answer(new ErrorStatus(400, "invalid_encoding", "The body's encoding is broken."));
    }
    if (isA(failure, EOFException.class)) {
      Exchange.clientGone(request());
      return answer(ErrorStatus.of(400));
    }
    return isA(failure, TimeoutException.class) ? answer(ErrorStatus.of(408)) : internal(failure);
  }

  /** Whether an input error has such a cause; other failures may have one for reasons of theirs. */
  private static boolean isA(Throwable failure, Class<? extends Throwable> type) {
    Throwable cause = failure;
    while (cause instanceof IOException && cause.getCause() != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return type.isInstance(cause);
  }

  private Response violated(ConstraintViolationException e) {
    return Violations.areOurs(e) ? internal(e) : answer(Violations.of(e));
  }

  private Response internal(Throwable failure) {
    LOGGER.error("Request failed", failure);
    return answer(ErrorStatus.of(500));
  }

  private Response answer(ErrorStatus error) {
    return json(error.status(), body(error)).build();
  }

  private ApiError body(ErrorStatus error) {
    return new ApiError(error.code(), error.message(), requestId());
  }

  private static Response.ResponseBuilder json(int status, ApiError body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
  }

  private String requestId() {
    return RequestId.current(request());
  }

  private HttpServletRequest request() {
    HttpServletRequest current = request;
    if (current == null) {
      throw new IllegalStateException("not registered with Jersey");
    }
    return current;
  }
}
