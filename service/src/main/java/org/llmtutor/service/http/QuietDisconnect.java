package org.llmtutor.service.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a client that leaves in the middle of a reply from being logged as an error of ours. */
@Provider
final class QuietDisconnect implements WriterInterceptor {

  private static final Logger LOGGER = LoggerFactory.getLogger(QuietDisconnect.class);

  @Context @Nullable HttpServletRequest request;

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    try {
      context.proceed();
    } catch (IOException e) {
      HttpServletRequest current = request;
      if (current == null || !Exchange.isClientGone(current)) {
        throw e;
      }
      LOGGER.debug("The client left before the reply ended");
    }
  }
}
