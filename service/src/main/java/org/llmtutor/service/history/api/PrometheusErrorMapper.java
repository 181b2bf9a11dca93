package org.llmtutor.service.history.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a {@link PrometheusException} in Prometheus' shape. */
@Provider
final class PrometheusErrorMapper implements ExceptionMapper<PrometheusException> {

  @Override
  public Response toResponse(PrometheusException failure) {
    ErrorType type = failure.type();
    Response.ResponseBuilder reply =
        Response.status(type.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(new Body("error", type.text(), PlainText.wellFormed(failure.error())));
    if (type == ErrorType.UNAVAILABLE) {
      reply.header("Retry-After", "1");
    }
    return reply.build();
  }

  @JsonPropertyOrder({"status", "errorType", "error"})
  private record Body(String status, String errorType, String error) {}
}
