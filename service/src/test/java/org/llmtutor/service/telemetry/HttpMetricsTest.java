package org.llmtutor.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llmtutor.service.http.EdgeApplication;
import org.llmtutor.service.http.RawHttp;

@ExtendWith(DropwizardExtensionsSupport.class)
class HttpMetricsTest {

  private static final DropwizardAppExtension<EdgeApplication.EdgeConfiguration> APP =
      EdgeApplication.extension();

  @Test
  void labelsWithTheRouteTemplateWithoutItsRegex() throws IOException {
    assertCounts("GET", "/api/things/{id}", 200, () -> exchange("GET", "/api/things/42"));
  }

  @Test
  void countsARouteItselfWithoutTrailingSlash() throws IOException {
    assertCounts("GET", "/api/things", 200, () -> exchange("GET", "/api/things"));
  }

  @Test
  void countsWhatMatchesNothingAsUnmatched() throws IOException {
    assertCounts("GET", "unmatched", 404, () -> exchange("GET", "/nothing/here/42"));
  }

  @Test
  void keepsTheTemplateWhenTheMethodIsNotAllowed() throws IOException {
    assertCounts("DELETE", "/api/things/{id}", 405, () -> exchange("DELETE", "/api/things/7"));
    assertCounts("PUT", "/api/things", 405, () -> exchange("PUT", "/api/things"));
  }

  @Test
  void keepsTheTemplateWhenNothingIsAcceptable() throws IOException {
    assertCounts(
        "GET",
        "/api/things/{id}",
        406,
        () -> exchange("GET", "/api/things/7", "Accept: image/png"));
  }

  @Test
  void keepsTheTemplateWhenTheMediaTypeIsUnsupported() throws IOException {
    assertCounts(
        "POST",
        "/api/things",
        415,
        () -> exchange("POST", "/api/things", "Content-Type: image/png", "Content-Length: 0"));
  }

  @Test
  void foldsMethodsNobodyServes() throws IOException {
    assertCounts("OTHER", "unmatched", 405, () -> exchange("TRACE", "/api/things"));
    assertCounts("OTHER", "unmatched", 405, () -> exchange("BREW", "/api/things"));
  }

  @Test
  void countsWhatTheServerRefusesBeforeAnyFilter() throws IOException {
    assertCounts("OTHER", "unmatched", 400, () -> exchange("GET", "/%zz"));
    assertCounts("GET", "unmatched", 431, () -> exchange("GET", "/", "X: " + "x".repeat(20_000)));
  }

  @Test
  void namesOtherServletsByTheirMapping() throws IOException {
    assertCounts("GET", "/metrics", 200, () -> exchange("GET", "/metrics?x=1"));
  }

  @Test
  void recordsTheStatusOfMappedExceptions() throws IOException {
    assertCounts("GET", "/api/things/refused", 429, () -> exchange("GET", "/api/things/refused"));
    assertCounts("GET", "/api/things/failing", 500, () -> exchange("GET", "/api/things/failing"));
  }

  @Test
  void recordsAReplyThatFailsHalfWayAs500AndBreaksTheTransfer() throws IOException {
    StringBuilder reply = new StringBuilder();
    assertCounts(
        "GET", "/api/things/half", 500, () -> reply.append(exchange("GET", "/api/things/half")));
    assertThat(reply).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
  }

  @Test
  void recordsAClientThatLeavesAs499() throws IOException {
    assertCounts(
        "GET",
        "/api/things/endless",
        499,
        () -> {
          try (RawHttp http = new RawHttp(APP.getLocalPort())) {
            http.request("GET", "/api/things/endless").readSome(1000);
            http.reset();
          }
        });
  }

  @Test
  void measuresStreamedRepliesUntilTheirRealEnd() throws IOException {
    CollectorRegistry registry = registry();
    double before = requests(registry, "GET", "/api/things/events", 200);
    EdgeApplication.ThingResource.hold();
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.request("GET", "/api/things/events").readSome(1000);
      assertThat(requests(registry, "GET", "/api/things/events", 200)).isEqualTo(before);
      EdgeApplication.ThingResource.release();
      http.readAll();
    }
    await(() -> requests(registry, "GET", "/api/things/events", 200) == before + 1);
  }

  @Test
  void observesDurationsInTheAgreedBuckets() throws IOException {
    exchange("GET", "/api/things/42");
    await(() -> requests(registry(), "GET", "/api/things/{id}", 200) > 0);
    for (String bound : new String[] {"0.01", "0.05", "0.1", "0.5", "1.0", "2.0", "5.0", "+Inf"}) {
      assertThat(
              registry()
                  .getSampleValue(
                      "http_request_duration_seconds_bucket",
                      new String[] {"method", "endpoint", "status", "le"},
                      new String[] {"GET", "/api/things/{id}", "200", bound}))
          .as(bound)
          .isNotNull();
    }
  }

  private static String exchange(String method, String target, String... headers)
      throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      return http.request(method, target, headers).readAll();
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void assertCounts(String method, String endpoint, int status, Step step)
      throws IOException {
    double before = requests(registry(), method, endpoint, status);
    step.run();
    await(() -> requests(registry(), method, endpoint, status) == before + 1);
  }

  private static CollectorRegistry registry() {
    EdgeApplication application = APP.getApplication();
    return application.metrics().registry();
  }

  private static double requests(
      CollectorRegistry registry, String method, String endpoint, int status) {
    @Nullable Double value =
        registry.getSampleValue(
            "http_requests_total",
            new String[] {"method", "endpoint", "status"},
            new String[] {method, endpoint, Integer.toString(status)});
    return value == null ? 0 : value;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(condition.getAsBoolean()).as(HttpMetricsTest::page).isTrue();
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    registry()
        .filteredMetricFamilySamples(Set.of("http_requests_total"))
        .asIterator()
        .forEachRemaining(family -> page.append(family.samples));
    return page.toString();
  }
}
