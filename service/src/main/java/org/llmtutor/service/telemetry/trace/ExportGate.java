package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the spans between the queue's entrance and the collector's answer, lets no more of them in
 * than the queue holds, and so knows of each that is lost. It tells once when the collector stops
 * taking spans and once when it takes them again. Safe for concurrent use.
 */
final class ExportGate {

  private static final Logger LOG = LoggerFactory.getLogger(ExportGate.class);

  private final SpanCounts counts;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile boolean closed;

  ExportGate(SpanCounts counts) {
    this.counts = counts;
  }

  /** The queue's entrance, which holds {@code bound} spans. */
  SpanProcessor entrance(SpanProcessor queue, int bound) {
    return new Entrance(queue, bound);
  }

  /** The way out. */
  SpanExporter exit(SpanExporter exporter) {
    return new Exit(exporter);
  }

  /** Counts what has not left as lost, and nothing after that. */
  void close() {
    closed = true;
    int left = inside.getAndSet(0);
    if (left > 0) {
      counts.dropped(SpanCounts.Drop.SHUTDOWN, left);
      LOG.warn("{} spans had not been exported when the service stopped", left);
    }
  }

  private void left(int spans, boolean taken) {
    if (closed) {
      return;
    }
    inside.addAndGet(-spans);
    if (taken) {
      counts.exported(spans);
      if (failing.compareAndSet(true, false)) {
        LOG.info("the collector takes spans again");
      }
    } else {
      counts.dropped(SpanCounts.Drop.EXPORT_FAILED, spans);
      if (failing.compareAndSet(false, true)) {
        LOG.warn("the collector does not take spans; they are dropped until it does");
      }
    }
  }

  private final class Entrance implements SpanProcessor {

    private final SpanProcessor queue;
    private final int bound;

    Entrance(SpanProcessor queue, int bound) {
      this.queue = queue;
      this.bound = bound;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      if (inside.incrementAndGet() > bound || closed) {
        inside.decrementAndGet();
        counts.dropped(SpanCounts.Drop.QUEUE_FULL, 1);
      } else {
        queue.onEnd(span);
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }

    @Override
    public CompletableResultCode shutdown() {
      return queue.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
      return queue.forceFlush();
    }
  }

  private final class Exit implements SpanExporter {

    private final SpanExporter exporter;

    Exit(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int count = spans.size();
      CompletableResultCode result = exporter.export(spans);
      return result.whenComplete(() -> left(count, result.isSuccess()));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }

    @Override
    public String toString() {
      return exporter.toString();
    }
  }
}
