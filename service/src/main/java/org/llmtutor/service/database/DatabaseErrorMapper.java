package org.llmtutor.service.database;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.llmtutor.api.ApiError;
import org.llmtutor.service.telemetry.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that is away for a while is 503 with {@code Retry-After}, not a fault of the program.
 */
@Provider
public final class DatabaseErrorMapper implements ExceptionMapper<DatabaseException.Unavailable> {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseErrorMapper.class);
  private static final int RETRY_AFTER_SECONDS = 5;

  @Override
  public Response toResponse(DatabaseException.Unavailable failure) {
    LOG.error("the database is unavailable", failure);
    ApiError body =
        new ApiError(
            "database_unavailable",
            "The database is not available just now. Try again in a few seconds.",
            RequestId.current());
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .header("Retry-After", RETRY_AFTER_SECONDS)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(body)
        .build();
  }
}
