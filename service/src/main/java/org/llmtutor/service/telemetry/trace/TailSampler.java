package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Records everything, so that {@link TailProcessor} can keep what fails or is slow, and leaves to
 * the configured sampler which traces are sampled from the start. It is asked at the local root
 * alone; what is below follows.
 *
 * <p>A caller whom nobody vouches for decides nothing: neither the {@code sampled} flag it sent,
 * nor the trace id, of which the usual samplers take their share, reaches the sampler. Else anyone
 * could have every request of theirs exported.
 */
final class TailSampler implements Sampler {

  private final Sampler sampler;
  private final boolean trustCaller;
  private final IdGenerator ids = IdGenerator.random();

  TailSampler(Sampler sampler, boolean trustCaller) {
    this.sampler = sampler;
    this.trustCaller = trustCaller;
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SpanContext above = Span.fromContext(parent).getSpanContext();
    if (above.isValid() && !above.isRemote()) {
      return above.isSampled() ? SamplingResult.recordAndSample() : SamplingResult.recordOnly();
    }
    boolean stranger = above.isRemote() && !trustCaller;
    SamplingResult result =
        sampler.shouldSample(
            stranger ? Context.root() : parent,
            stranger ? ids.generateTraceId() : traceId,
            name,
            kind,
            attributes,
            links);
    return result.getDecision() == SamplingDecision.DROP ? SamplingResult.recordOnly() : result;
  }

  @Override
  public String getDescription() {
    return "TailSampler{" + sampler.getDescription() + "}";
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
