package org.llmtutor.service.telemetry;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code http_request_duration_seconds} and {@code http_requests_total}, labelled with method,
 * endpoint and status. Methods that nobody serves are {@value #OTHER_METHOD}. A route's 500s are
 * counted from zero on, so that a rate sees the first one. Safe for concurrent use.
 */
public final class RequestMetrics {

  /** The endpoint of requests that no route and no servlet took. */
  public static final String UNMATCHED = "unmatched";

  /** The method of requests whose method nobody serves. */
  static final String OTHER_METHOD = "OTHER";

  private static final String FAILURE = "500";
  private static final double[] BUCKETS = {0.01, 0.05, 0.1, 0.5, 1, 2, 5};
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final LabeledHistogram durations;
  private final LabeledCounter requests;

  RequestMetrics(Metrics metrics) {
    String[] labels = {"method", "endpoint", "status"};
    this.durations =
        metrics.histogram(
            "http_request_duration_seconds", "Duration of HTTP requests.", BUCKETS, labels);
    this.requests = metrics.counter("http_requests_total", "HTTP requests.", labels);
  }

  /** Records a request that the server refused before any filter saw it. */
  public void refused(String method, int status, Duration took) {
    record(method, UNMATCHED, status, took, null);
  }

  /** Shows that a route has not failed yet. */
  void showFailures(String method, String endpoint) {
    requests.add(0, method(method), endpoint, FAILURE);
  }

  /**
   * Records a request.
   *
   * @param trace id of its trace when that is exported
   */
  void record(String method, String endpoint, int status, Duration took, @Nullable String trace) {
    String code = Integer.toString(status);
    String known = method(method);
    durations.observeTraced(took, trace, known, endpoint, code);
    requests.inc(known, endpoint, code);
  }

  /** The method as a label and tag: one of those in use, or {@value #OTHER_METHOD}. */
  public static String method(String sent) {
    return METHODS.contains(sent) ? sent : OTHER_METHOD;
  }
}
