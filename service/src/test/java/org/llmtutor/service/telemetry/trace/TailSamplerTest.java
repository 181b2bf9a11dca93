package org.llmtutor.service.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who decides what is sampled from the start. */
class TailSamplerTest {

  /** An id of which every sampler by ratio takes its share. */
  private static final String CHOSEN = "0".repeat(31) + "1";

  private static final Sampler NONE = Sampler.parentBased(Sampler.alwaysOff());
  private static final Sampler HALF = Sampler.parentBased(Sampler.traceIdRatioBased(0.5));

  private static Context remote(TraceFlags flags) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    CHOSEN, "00f067aa0ba902b7", flags, TraceState.getDefault())));
  }

  private static Context local(TraceFlags flags) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(CHOSEN, "00f067aa0ba902b7", flags, TraceState.getDefault())));
  }

  private static SamplingDecision decision(Sampler sampler, boolean trustCaller, Context parent) {
    return new TailSampler(sampler, trustCaller)
        .shouldSample(parent, CHOSEN, "GET", SpanKind.SERVER, Attributes.empty(), List.of())
        .getDecision();
  }

  @Test
  void whatIsNotSampledIsRecordedAllTheSame() {
    assertThat(decision(NONE, false, Context.root())).isEqualTo(SamplingDecision.RECORD_ONLY);
    assertThat(decision(Sampler.alwaysOn(), false, Context.root()))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
  }

  @Test
  void aStrangersFlagDecidesNothing() {
    assertThat(decision(NONE, false, remote(TraceFlags.getSampled())))
        .isEqualTo(SamplingDecision.RECORD_ONLY);
    assertThat(
            decision(
                Sampler.parentBased(Sampler.alwaysOn()), false, remote(TraceFlags.getDefault())))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
  }

  @Test
  void aTrustedCallersFlagDecides() {
    assertThat(decision(NONE, true, remote(TraceFlags.getSampled())))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(
            decision(
                Sampler.parentBased(Sampler.alwaysOn()), true, remote(TraceFlags.getDefault())))
        .isEqualTo(SamplingDecision.RECORD_ONLY);
  }

  @Test
  void aStrangerCannotChooseATraceIdThatIsAlwaysSampled() {
    List<SamplingDecision> decisions =
        IntStream.range(0, 200)
            .mapToObj(i -> decision(HALF, false, remote(TraceFlags.getSampled())))
            .distinct()
            .toList();
    assertThat(decisions)
        .containsExactlyInAnyOrder(
            SamplingDecision.RECORD_ONLY, SamplingDecision.RECORD_AND_SAMPLE);
  }

  @Test
  void whatIsBelowFollowsItsRoot() {
    assertThat(decision(NONE, false, local(TraceFlags.getSampled())))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(decision(Sampler.alwaysOn(), false, local(TraceFlags.getDefault())))
        .isEqualTo(SamplingDecision.RECORD_ONLY);
  }
}
