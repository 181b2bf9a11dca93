package org.llmtutor.service.http;

import io.dropwizard.jersey.errors.ErrorMessage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ApiError;
import org.llmtutor.service.telemetry.Exchange;
import org.llmtutor.service.telemetry.RequestId;

/**
 * Gives error replies that were built by hand or by the framework (no entity, a text) the one error
 * shape. Entities of other types stand as they are. Notes the error's code with the exchange.
 */
@Provider
final class ErrorEntityFilter implements ContainerResponseFilter {

  @Context @Nullable HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext asked, ContainerResponseContext reply) {
    HttpServletRequest current = request;
    Object entity = reply.getEntity();
    if (entity instanceof ApiError error && current != null) {
      Exchange.failed(current, error.code());
    }
    boolean replaceable =
        entity == null || entity instanceof CharSequence || entity instanceof ErrorMessage;
    if (reply.getStatus() >= 400 && replaceable && !asked.getMethod().equals("HEAD")) {
      ErrorStatus error = ErrorStatus.of(reply.getStatus());
      String id = current == null ? RequestId.current() : RequestId.current(current);
      if (current != null) {
        Exchange.failed(current, error.code());
      }
      reply.setEntity(
          new ApiError(error.code(), error.message(), id),
          new Annotation[0],
          MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
