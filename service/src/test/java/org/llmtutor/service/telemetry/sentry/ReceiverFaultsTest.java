package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.Sentry;
import io.sentry.clientreport.DiscardReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Sentry does, reports that are lost are counted, and the exit does not wait for it. */
@Tag("fault-32")
class ReceiverFaultsTest {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final EnvelopeReceiver receiver = new EnvelopeReceiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void countsWhatIsLostWhileItIsDown() throws Exception {
    String dsn = receiver.dsn();
    receiver.close();
    assertThat(lost(dsn, DiscardReason.NETWORK_ERROR)).isPositive();
  }

  @Test
  void countsWhatIsLostWhileItHangs() throws Exception {
    receiver.hang();
    assertThat(lost(receiver.dsn(), DiscardReason.QUEUE_OVERFLOW)).isPositive();
  }

  @Test
  void countsWhatIsLostWhileItWantsFewerReportsForSoLong() throws Exception {
    receiver.answer(429, Map.of("Retry-After", "60"));
    assertThat(lost(receiver.dsn(), DiscardReason.RATELIMIT_BACKOFF)).isPositive();
    assertThat(receiver.envelopes()).isEqualTo(1);
  }

  @Test
  void countsWhatIsLostWhileItWantsFewerReports() throws Exception {
    receiver.answer(429, Map.of());
    assertThat(lost(receiver.dsn(), DiscardReason.RATELIMIT_BACKOFF)).isPositive();
    assertThat(receiver.envelopes()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 413, 500, 503})
  void countsWhatItRefuses(int status) throws Exception {
    receiver.answer(status, Map.of());
    assertThat(lost(receiver.dsn(), DiscardReason.NETWORK_ERROR, DiscardReason.SEND_ERROR))
        .isPositive();
  }

  /** Reports until some are lost, then exits; returns how many were lost for these reasons. */
  private static double lost(String dsn, DiscardReason... reasons) throws Exception {
    double before = count(reasons);
    try (SentryClient client =
        SentryClient.to(dsn, Map.of("maxQueued", 5, "maxPerFingerprint", 1_000_000))) {
      client.logger().error("first", new IllegalStateException("first"));
      Sentry.flush(500);
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        client.logger().error("burst", new IllegalStateException("number " + i));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println("20 reports on the caller's thread took " + took.toNanos() / 1000 + " µs");
      long exit = System.nanoTime();
      Sentry.close();
      assertThat(Duration.ofNanos(System.nanoTime() - exit)).isLessThan(GRACE);
      return count(reasons) - before;
    }
  }

  private static double count(DiscardReason... reasons) {
    Map<List<String>, Double> all = SentryState.discardedByReason();
    return List.of(reasons).stream()
        .mapToDouble(reason -> all.getOrDefault(List.of(reason.getReason()), 0.0))
        .sum();
  }
}
