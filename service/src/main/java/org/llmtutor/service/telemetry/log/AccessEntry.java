package org.llmtutor.service.telemetry.log;

import ch.qos.logback.access.common.spi.IAccessEvent;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.RequestId;
import org.llmtutor.service.telemetry.Scrubber;

/**
 * What the access log tells of a request. Query strings, headers and the client's address are left
 * out; secrets in a path are scrubbed.
 *
 * @param method HTTP method
 * @param path of the address
 * @param status of the reply
 * @param bytes sent
 * @param millis from the request's first byte to the reply's last
 * @param requestId of the reply's header
 * @param route route template, when one matched
 * @param learner pseudonym of who called, when known
 * @param traceId the trace's id, when there is one
 */
record AccessEntry(
    @Nullable String method,
    @Nullable String path,
    int status,
    long bytes,
    long millis,
    @Nullable String requestId,
    @Nullable String route,
    @Nullable String learner,
    @Nullable String traceId) {

  private static final int MAX_PATH = 200;

  static AccessEntry of(IAccessEvent event) {
    return new AccessEntry(
        safe(event.getMethod()),
        safe(event.getRequestURI()),
        event.getStatusCode(),
        event.getContentLength(),
        event.getElapsedTime(),
        safe(event.getResponseHeader(RequestId.HEADER)),
        attribute(event, RequestContext.ROUTE),
        attribute(event, RequestContext.LEARNER),
        attribute(event, RequestContext.TRACE));
  }

  private static @Nullable String attribute(IAccessEvent event, String key) {
    return safe(event.getAttribute(RequestContext.attribute(key)));
  }

  /** Logback says {@code -} for what there is not. */
  private static @Nullable String safe(@Nullable String text) {
    if (text == null || text.isEmpty() || text.equals(IAccessEvent.NA)) {
      return null;
    }
    return Scrubber.scrub(OneLine.cut(text, MAX_PATH));
  }
}
