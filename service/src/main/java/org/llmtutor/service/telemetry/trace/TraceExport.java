package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * OpenTelemetry's SDK as its own settings configure it, with the tail rule before its queue. The
 * only way to the SDK's classes: while traces are off, none of them is loaded.
 */
final class TraceExport {

  private static final int USUAL_QUEUE = 2_048;

  private final OpenTelemetrySdk sdk;
  private final ExportGate gate;
  private final Duration shutdownTimeout;

  private TraceExport(OpenTelemetrySdk sdk, ExportGate gate, Duration shutdownTimeout) {
    this.sdk = sdk;
    this.gate = gate;
    this.shutdownTimeout = shutdownTimeout;
  }

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException telling which setting is wrong
   */
  static TraceExport start(
      OtelSettings settings, TraceConfig config, SpanCounts counts, String version) {
    Map<String, String> properties = settings.forSdk();
    ExportGate gate = new ExportGate(counts);
    Attributes about = Attributes.of(AttributeKey.stringKey("service.version"), version);
    try {
      OpenTelemetrySdk sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesCustomizer(known -> properties)
              .addResourceCustomizer((told, known) -> Resource.create(about).merge(told))
              .addSamplerCustomizer(
                  (sampler, known) -> new TailSampler(sampler, config.trustCaller()))
              .addSpanExporterCustomizer((exporter, known) -> gate.exit(exporter))
              .addSpanProcessorCustomizer(
                  (queue, known) ->
                      new TailProcessor(
                          gate.entrance(
                              queue, known.getInt("otel.bsp.max.queue.size", USUAL_QUEUE)),
                          config,
                          counts))
              .build()
              .getOpenTelemetrySdk();
      return new TraceExport(sdk, gate, config.shutdownTimeout());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "OpenTelemetry cannot be set up: "
              + settings.explained(reason(e))
              + "; correct the variable or set OTEL_SDK_DISABLED=true");
    }
  }

  /** What the SDK says and the innermost cause adds: not each of them names the setting. */
  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last == failure || last.getMessage() == null
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + " (" + last.getMessage() + ")";
  }

  Tracer tracer() {
    return sdk.getTracer("org.llmtutor.service");
  }

  /** Exports what waits, as far as time allows. */
  void stop() {
    sdk.getSdkTracerProvider().shutdown().join(shutdownTimeout.toMillis(), TimeUnit.MILLISECONDS);
    gate.close();
  }
}
