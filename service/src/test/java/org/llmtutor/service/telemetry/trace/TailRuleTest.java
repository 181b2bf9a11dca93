package org.llmtutor.service.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept when nothing is sampled. */
class TailRuleTest {

  private static final Duration SLOW = Duration.ofMinutes(1);

  private final OtlpCollector collector = new OtlpCollector();
  private final Counted counted = new Counted();
  private Tracing tracing = start("always_off", 100, 100, 1000);

  private Tracing start(String sampler, int maxTraces, int maxSpansPerTrace, int maxSpans) {
    return Tracing.start(
        new TraceConfig(SLOW, false, maxTraces, maxSpansPerTrace, maxSpans, Duration.ofSeconds(30)),
        new OtelSettings(collector.settings("otel.traces.sampler", sampler)),
        counted,
        "1.0");
  }

  private void restart(int maxTraces, int maxSpansPerTrace, int maxSpans) {
    tracing.close();
    tracing = start("always_off", maxTraces, maxSpansPerTrace, maxSpans);
  }

  @AfterEach
  void stop() {
    tracing.close();
    collector.close();
  }

  private static void quick(String name) {
    Instant now = Instant.now();
    TraceSpan.past(name, now, now, span -> {});
  }

  private static void slow(String name) {
    Instant now = Instant.now();
    TraceSpan.past(name, now.minus(SLOW), now, span -> {});
  }

  private Iterable<String> exported() {
    tracing.close();
    return collector.spans().stream().map(OtlpCollector.Received::name).toList();
  }

  @Test
  void whatIsFineIsNotExported() {
    try (TraceSpan root = tracing.call("root")) {
      root.set("a", 1);
      quick("child");
    }
    assertThat(exported()).isEmpty();
    assertThat(counted.dropped(SpanCounts.Drop.TAIL_FULL)).isZero();
  }

  @Test
  void aTraceThatFailedIsExportedWhole() {
    try (TraceSpan root = tracing.call("root")) {
      quick("before");
      try (TraceSpan child = TraceSpan.call("child")) {
        child.failed("broken");
      }
      quick("after");
      root.set("a", 1);
    }
    assertThat(exported()).containsExactlyInAnyOrder("root", "before", "child", "after");
    assertThat(collector.spans())
        .as("exported spans say that they are sampled")
        .allMatch(span -> (span.span().getFlags() & 1) == 1);
    assertThat(counted.exported()).isEqualTo(4);
  }

  @Test
  void aRootThatFailsAtItsEndTakesItsChildrenAlong() {
    try (TraceSpan root = tracing.call("root")) {
      quick("child");
      root.failed("broken");
    }
    assertThat(exported()).containsExactlyInAnyOrder("root", "child");
  }

  @Test
  void aSlowTraceIsExportedWhole() {
    try (TraceSpan root = tracing.call("root")) {
      quick("before");
      slow("child");
      root.set("a", 1);
    }
    assertThat(exported()).containsExactlyInAnyOrder("root", "before", "child");
  }

  @Test
  void aSampledTraceDoesNotWait() {
    tracing.close();
    tracing = start("always_on", 1, 1, 1);
    try (TraceSpan root = tracing.call("root")) {
      quick("one");
      quick("two");
      root.set("a", 1);
    }
    assertThat(exported()).containsExactlyInAnyOrder("root", "one", "two");
  }

  @Test
  void whatEndsAfterTheDecisionFollowsIt() {
    Context kept;
    Context givenUp;
    try (TraceSpan root = tracing.call("kept")) {
      root.failed("broken");
      kept = Context.current();
    }
    try (TraceSpan root = tracing.call("given up")) {
      root.set("a", 1);
      givenUp = Context.current();
    }
    in(kept, () -> quick("late"));
    in(givenUp, () -> quick("too late"));
    assertThat(exported()).containsExactlyInAnyOrder("kept", "late");
  }

  private static void in(Context context, Runnable work) {
    try (Scope scope = context.makeCurrent()) {
      assertThat(scope).isNotNull();
      work.run();
    }
  }

  @Test
  void oneTraceHoldsABoundedNumberOfSpansAndCountsTheOthers() {
    restart(100, 3, 1000);
    try (TraceSpan root = tracing.call("root")) {
      for (int i = 0; i < 10; i++) {
        quick("child");
      }
      root.failed("broken");
    }
    assertThat(exported()).containsExactlyInAnyOrder("root", "child", "child", "child");
    assertThat(counted.dropped(SpanCounts.Drop.TAIL_FULL)).isEqualTo(7);
  }

  @Test
  void allTracesTogetherHoldABoundedNumberOfSpans() {
    restart(100, 100, 3);
    try (TraceSpan outer = tracing.call("outer")) {
      quick("outer's");
      quick("outer's");
      Context context = Context.current();
      try (TraceSpan inner = tracing.call("inner")) {
        quick("inner's");
        quick("inner's second");
        inner.failed("broken");
      }
      in(context, () -> quick("outer's"));
      outer.failed("broken");
    }
    assertThat(exported())
        .containsExactlyInAnyOrder("outer", "outer's", "outer's", "outer's", "inner", "inner's");
    assertThat(counted.dropped(SpanCounts.Drop.TAIL_FULL)).isEqualTo(1);
  }

  @Test
  void beyondTheBoundOnTracesWhatFailedIsStillExported() {
    restart(1, 100, 1000);
    try (TraceSpan first = tracing.call("first")) {
      first.set("a", 1);
      try (TraceSpan second = tracing.call("second")) {
        quick("second's");
        second.failed("broken");
      }
    }
    assertThat(exported()).containsExactly("second");
  }

  @Test
  void aPlaceIsFreeAgainWhenATraceHasEnded() {
    restart(1, 1, 1);
    for (int i = 0; i < 5; i++) {
      try (TraceSpan root = tracing.call("fine")) {
        quick("child");
        root.set("a", 1);
      }
    }
    try (TraceSpan root = tracing.call("root")) {
      quick("child");
      root.failed("broken");
    }
    assertThat(exported()).containsExactlyInAnyOrder("root", "child");
  }
}
