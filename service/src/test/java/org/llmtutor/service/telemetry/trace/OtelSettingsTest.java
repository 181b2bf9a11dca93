package org.llmtutor.service.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtelSettingsTest {

  private static OtelSettings of(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return OtelSettings.of(environment, new Properties());
  }

  @Test
  void nothingIsExportedUnlessItIsSaidWhere() {
    assertThat(OtelSettings.none().isOn()).isFalse();
    assertThat(of("OTEL_SERVICE_NAME", "tutor").isOn()).isFalse();
    assertThat(of("OTEL_EXPORTER_OTLP_ENDPOINT", " ").isOn()).isFalse();
  }

  @Test
  void anEndpointOrAnExporterTurnsItOn() {
    assertThat(of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318").isOn()).isTrue();
    assertThat(of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://c:4318/v1/traces").isOn()).isTrue();
    assertThat(of("OTEL_TRACES_EXPORTER", "otlp").isOn()).isTrue();
  }

  @Test
  void theSdksOwnSwitchesTurnItOff() {
    String endpoint = "http://collector:4318";
    assertThat(of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_TRACES_EXPORTER", "none").isOn())
        .isFalse();
    assertThat(of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_SDK_DISABLED", "TRUE").isOn())
        .isFalse();
  }

  @Test
  void systemPropertiesGoBeforeTheEnvironment() {
    Properties system = new Properties();
    system.setProperty("otel.traces.exporter", "none");
    assertThat(OtelSettings.of(Map.of("OTEL_TRACES_EXPORTER", "otlp"), system).isOn()).isFalse();
  }

  @Test
  void metricsAndLogsAreNotExportedUnlessAskedFor() {
    assertThat(of("OTEL_TRACES_EXPORTER", "otlp").forSdk())
        .containsEntry("otel.metrics.exporter", "none")
        .containsEntry("otel.logs.exporter", "none")
        .containsEntry("otel.service.name", "llm-tutor")
        .containsEntry("otel.exporter.otlp.protocol", "http/protobuf");
    assertThat(of("OTEL_METRICS_EXPORTER", "otlp").forSdk())
        .containsEntry("otel.metrics.exporter", "otlp");
    assertThat(of("OTEL_RESOURCE_ATTRIBUTES", "service.name=mine").forSdk())
        .doesNotContainKey("otel.service.name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OTEL_SDK_DISABLED | ture | OTEL_SDK_DISABLED: 'ture': not a switch; use true or false",
        "OTEL_TRACES_SAMPLER | sometimes | OTEL_TRACES_SAMPLER",
        "OTEL_TRACES_EXPORTER | otpl | OTEL_TRACES_EXPORTER",
        "OTEL_TRACES_EXPORTER | console | console",
        "OTEL_EXPORTER_OTLP_ENDPOINT | collector | collector",
        "OTEL_EXPORTER_OTLP_PROTOCOL | grpc | OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc'",
        "OTEL_BSP_MAX_QUEUE_SIZE | many | OTEL_BSP_MAX_QUEUE_SIZE",
        "OTEL_TRACES_SAMPLER_ARG | half | OTEL_TRACES_SAMPLER_ARG",
        "OTEL_EXPORTER_OTLP_TIMEOUT | soon | OTEL_EXPORTER_OTLP_TIMEOUT",
        "OTEL_EXPORTER_OTLP_COMPRESSION | zip | zip",
        "OTEL_RESOURCE_ATTRIBUTES | a | OTEL_RESOURCE_ATTRIBUTES"
      })
  void aValueThatCannotBeUsedIsRefusedInOneLine(String name, String value, String says) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:1",
                "OTEL_TRACES_SAMPLER",
                "parentbased_traceidratio"));
    environment.put(name, value);
    OtelSettings settings = OtelSettings.of(environment, new Properties());
    assertThatThrownBy(
            () -> Tracing.start(TraceConfig.defaults(), settings, SpanCounts.NONE, "1.0").close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says)
        .satisfies(failure -> assertThat(failure.toString().lines()).hasSize(1));
  }

  @Test
  void theValuesOfHeadersAreNotShown() {
    OtelSettings settings =
        of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:1",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "canary-token");
    assertThatThrownBy(
            () -> Tracing.start(TraceConfig.defaults(), settings, SpanCounts.NONE, "1.0").close())
        .hasMessageContaining("OTEL_EXPORTER_OTLP_HEADERS")
        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("canary"));
    assertThat(settings.toString()).doesNotContain("canary");
  }
}
