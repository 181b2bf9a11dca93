package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * A span of a trace that was sampled only when it had shown what it is: as the span was, but
 * sampled, because exporters take nothing else.
 */
final class KeptSpan implements ReadableSpan {

  private static final byte SAMPLED = TraceFlags.getSampled().asByte();

  private final ReadableSpan span;
  private final SpanContext sampled;

  KeptSpan(ReadableSpan span) {
    this.span = span;
    SpanContext context = span.getSpanContext();
    this.sampled =
        SpanContext.create(
            context.getTraceId(),
            context.getSpanId(),
            TraceFlags.fromByte((byte) (context.getTraceFlags().asByte() | SAMPLED)),
            context.getTraceState());
  }

  @Override
  public SpanContext getSpanContext() {
    return sampled;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.getParentSpanContext();
  }

  @Override
  public String getName() {
    return span.getName();
  }

  @Override
  public SpanData toSpanData() {
    return new DelegatingSpanData(span.toSpanData()) {
      @Override
      public SpanContext getSpanContext() {
        return sampled;
      }
    };
  }

  @Override
  @SuppressWarnings({"deprecation", "InlineMeSuggester"}) // Part of the interface.
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return span.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  public boolean hasEnded() {
    return span.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return span.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return span.getKind();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return span.getAttribute(key);
  }

  @Override
  public Attributes getAttributes() {
    return span.getAttributes();
  }
}
