package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SpanId;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.protocol.SentryId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptTransactionsTest {

  /**
   * By the sampling of trace ids, this one is in every share from a half on, and that one in none.
   */
  private static final String EARLY = "0000000000000000" + "7000000000000000";

  private static final String LATE = "0000000000000000" + "f000000000000000";

  private final EnvelopeReceiver receiver = new EnvelopeReceiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void keepsTheRatesShareByTraceId() throws Exception {
    try (SentryClient client =
        SentryClient.to(receiver.dsn(), Map.of("tracesSampleRate", 0.5, "slowRequest", "1h"))) {
      assertThat(client.logger()).isNotNull();
      request(LATE, 200);
      request(EARLY, 200);
      assertThat(trace()).isEqualTo(EARLY);
      Sentry.flush(2000);
      assertThat(receiver.all("transaction")).isEmpty();
    }
  }

  @Test
  void keepsWhatFailedOrReportedAnErrorAndCountsTheRest() throws Exception {
    Map<String, ?> settings =
        Map.of("tracesSampleRate", 0.0, "sampleRate", 0.0, "slowRequest", "1h");
    double before = left();
    try (SentryClient client = SentryClient.to(receiver.dsn(), settings)) {
      request(EARLY, 200);
      request(LATE, 503);
      assertThat(trace()).isEqualTo(LATE);
      ITransaction transaction = begin(EARLY);
      client.logger().error("not sampled", new IllegalStateException("text"));
      finish(transaction, 200);
      assertThat(trace()).isEqualTo(EARLY);
      assertThat(left() - before).isEqualTo(2);
    }
  }

  @Test
  void keepsWhatWasSlow() throws Exception {
    Map<String, ?> settings = Map.of("tracesSampleRate", 0.0, "slowRequest", "0s");
    try (SentryClient client = SentryClient.to(receiver.dsn(), settings)) {
      assertThat(client.logger()).isNotNull();
      request(LATE, 200);
      assertThat(trace()).isEqualTo(LATE);
    }
  }

  @Test
  void sessionsAndReportsOfWhatWasDroppedArriveToo() throws Exception {
    Map<String, ?> settings = Map.of("maxQueued", 1, "maxPerFingerprint", 1000);
    try (SentryClient client = SentryClient.to(receiver.dsn(), settings)) {
      Sentry.startSession();
      Sentry.flush(2000);
      assertThat(receiver.next("session").json().path("attrs").path("release").asText())
          .isEqualTo("1.2.3");
      for (int i = 0; i < 50; i++) {
        client.logger().error("burst", new IllegalStateException("number " + i));
      }
      Sentry.flush(2000);
      client.logger().error("last", new IllegalStateException("last"));
      EnvelopeReceiver.Item report = receiver.next("client_report");
      while (!report.text().contains("queue_overflow")) {
        report = receiver.next("client_report");
      }
      assertThat(report.json().path("discarded_events")).isNotEmpty();
    }
  }

  private static void request(String trace, int status) {
    finish(begin(trace), status);
  }

  private static ITransaction begin(String trace) {
    TransactionOptions options = new TransactionOptions();
    options.setBindToScope(true);
    TransactionContext context =
        new TransactionContext(new SentryId(trace), new SpanId(), null, null, null);
    context.setName("GET /");
    context.setOperation("http.server");
    return Sentry.startTransaction(context, options);
  }

  private static void finish(ITransaction transaction, int status) {
    transaction.setData(KeptTransactions.STATUS, status);
    transaction.finish();
  }

  private String trace() throws InterruptedException {
    return receiver.next("transaction").json().at("/contexts/trace/trace_id").asText();
  }

  private static double left() {
    return SentryState.discardedByReason().getOrDefault(List.of("sample_rate"), 0.0);
  }
}
