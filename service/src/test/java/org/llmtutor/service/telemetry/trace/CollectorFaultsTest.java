package org.llmtutor.service.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A collector that is down, hangs or refuses costs spans, which are counted, and nothing else. */
@Timeout(120)
class CollectorFaultsTest {

  private static final int QUEUE = 64;
  private static final Duration SHUTDOWN = Duration.ofMillis(300);

  private final Counted counted = new Counted();

  private Tracing start(Map<String, String> settings) {
    settings.put("otel.bsp.max.queue.size", Integer.toString(QUEUE));
    settings.put("otel.bsp.max.export.batch.size", "16");
    return Tracing.start(
        new TraceConfig(Duration.ofSeconds(2), false, 10, 10, 10, SHUTDOWN),
        new OtelSettings(settings),
        counted,
        "1.0");
  }

  private static void spans(Tracing tracing, int many) {
    for (int i = 0; i < many; i++) {
      try (TraceSpan span = tracing.call("span")) {
        Instant now = Instant.now();
        TraceSpan.past("child", now, now, child -> {});
        span.set("number", i);
      }
    }
  }

  @Test
  void aHungCollectorHoldsNobodyUpAndEverySpanIsAccountedFor() {
    try (OtlpCollector collector = new OtlpCollector()) {
      collector.hang();
      Tracing tracing = start(collector.settings("otel.exporter.otlp.timeout", "100000"));
      spans(tracing, 40);
      collector.awaitRequest();
      spans(tracing, 500);
      assertThat(counted.dropped(SpanCounts.Drop.QUEUE_FULL)).isEqualTo(1080 - QUEUE);

      long start = System.nanoTime();
      tracing.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(counted.dropped(SpanCounts.Drop.SHUTDOWN)).isEqualTo(QUEUE);
      assertThat(counted.exported()).isZero();
    }
  }

  @Test
  void aCollectorThatIsDownCostsWhatItWasSent() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    Map<String, String> settings;
    try (OtlpCollector unused = new OtlpCollector()) {
      settings = unused.settings("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + port);
    }
    settings.put("otel.java.exporter.otlp.retry.disabled", "true");
    Tracing tracing = start(settings);
    spans(tracing, 8);
    await(() -> counted.dropped(SpanCounts.Drop.EXPORT_FAILED) == 16);
    tracing.close();
    assertThat(counted.dropped(SpanCounts.Drop.SHUTDOWN)).isZero();
  }

  @Test
  void aCollectorThatRefusesIsSentTheNextSpansAllTheSame() {
    try (OtlpCollector collector = new OtlpCollector()) {
      collector.answer(400);
      Tracing tracing = start(collector.settings());
      spans(tracing, 4);
      await(() -> counted.dropped(SpanCounts.Drop.EXPORT_FAILED) == 8);
      collector.answer(200);
      spans(tracing, 4);
      await(() -> counted.exported() == 8);
      tracing.close();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
