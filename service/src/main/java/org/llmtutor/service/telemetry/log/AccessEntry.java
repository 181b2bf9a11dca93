package org.llmtutor.service.telemetry.log;

import ch.qos.logback.access.common.spi.IAccessEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.RequestId;
import org.llmtutor.service.telemetry.RequestMetrics;
import org.llmtutor.service.telemetry.Scrubber;

/**
 * What the access log tells of a request. Addresses, query strings, headers and who asked from
 * where are left out: people put anything there. The route template stands for the path.
 *
 * @param method HTTP method, {@code OTHER} for one that nobody serves
 * @param status of the reply
 * @param bytes sent
 * @param millis from the request's first byte to the reply's last
 * @param requestId of the reply's header
 * @param route route template, or {@code unmatched}
 * @param learner pseudonym of who called, when known
 * @param traceId the trace's id, when there is one
 */
record AccessEntry(
    String method,
    int status,
    long bytes,
    long millis,
    @Nullable String requestId,
    String route,
    @Nullable String learner,
    @Nullable String traceId) {

  private static final int MAX_FIELD = 200;

  static AccessEntry of(IAccessEvent event) {
    return new AccessEntry(
        RequestMetrics.method(event.getMethod()),
        event.getStatusCode(),
        event.getContentLength(),
        event.getElapsedTime(),
        safe(event.getResponseHeader(RequestId.HEADER)),
        Objects.requireNonNullElse(
            attribute(event, RequestContext.ROUTE), RequestMetrics.UNMATCHED),
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
    return Scrubber.scrub(OneLine.cut(text, MAX_FIELD));
  }
}
