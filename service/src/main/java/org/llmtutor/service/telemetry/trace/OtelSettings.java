package org.llmtutor.service.telemetry.trace;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * OpenTelemetry's own settings: the variables {@code OTEL_*} of the environment, and the system
 * properties {@code otel.*}, which go before them. An empty value is none.
 *
 * @param properties by name, such as {@code otel.traces.exporter}
 */
public record OtelSettings(Map<String, String> properties) {

  private static final String EXPORTER = "otel.traces.exporter";
  private static final String DISABLED = "otel.sdk.disabled";
  private static final List<String> ENDPOINTS =
      List.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint");
  private static final List<String> PROTOCOLS =
      List.of("otel.exporter.otlp.protocol", "otel.exporter.otlp.traces.protocol");
  private static final String HTTP = "http/protobuf";
  private static final String HIDDEN = "(hidden)";

  /** Copies the map. */
  public OtelSettings {
    properties = Map.copyOf(properties);
  }

  /** Nothing is set, so nothing is exported. */
  public static OtelSettings none() {
    return new OtelSettings(Map.of());
  }

  /** Those of this process. */
  public static OtelSettings ofProcess() {
    return of(System.getenv(), System.getProperties());
  }

  static OtelSettings of(Map<String, String> environment, Properties system) {
    Map<String, String> found = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_")) {
            put(found, name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith("otel.")) {
        put(found, name, system.getProperty(name));
      }
    }
    return new OtelSettings(found);
  }

  private static void put(Map<String, String> found, String name, String value) {
    if (!value.isBlank()) {
      found.put(name, value.strip());
    }
  }

  /**
   * Whether spans are to be exported: an exporter or an endpoint is named, and the SDK is not
   * disabled.
   *
   * @throws IllegalArgumentException when the switch is neither true nor false
   */
  boolean isOn() {
    if (isDisabled()) {
      return false;
    }
    String exporter = properties.get(EXPORTER);
    return exporter == null
        ? ENDPOINTS.stream().anyMatch(properties::containsKey)
        : !exporter.equals("none");
  }

  private boolean isDisabled() {
    String word = properties.getOrDefault(DISABLED, "false").toLowerCase(Locale.ROOT);
    if (!word.equals("true") && !word.equals("false")) {
      throw new IllegalArgumentException(
          "OTEL_SDK_DISABLED: '" + word + "': not a switch; use true or false");
    }
    return word.equals("true");
  }

  /**
   * What the SDK is started with: these settings over our defaults. Metrics and logs are not
   * exported unless asked for: Prometheus reads the one, the log is the other.
   */
  Map<String, String> forSdk() {
    requireHttp();
    Map<String, String> all = new TreeMap<>();
    all.put("otel.metrics.exporter", "none");
    all.put("otel.logs.exporter", "none");
    all.put(EXPORTER, "otlp");
    all.put(PROTOCOLS.get(0), HTTP);
    if (!properties.getOrDefault("otel.resource.attributes", "").contains("service.name=")) {
      all.put("otel.service.name", "llm-tutor");
    }
    all.putAll(properties);
    return all;
  }

  private void requireHttp() {
    for (String name : PROTOCOLS) {
      String protocol = properties.getOrDefault(name, HTTP);
      if (!protocol.equals(HTTP)) {
        throw new IllegalArgumentException(
            "%s: '%s': not spoken here; use %s, which collectors take on port 4318"
                .formatted(variable(name), protocol, HTTP));
      }
    }
  }

  /** A message of the SDK, with variables as they are set and without the values of headers. */
  String explained(String message) {
    String text = message.replaceAll("\\s+", " ").strip();
    for (Map.Entry<String, String> setting : properties.entrySet()) {
      if (setting.getKey().endsWith("headers")) {
        text = text.replace(setting.getValue(), HIDDEN);
      }
    }
    for (String name : properties.keySet()) {
      text =
          text.replaceAll("(?<![\\w.])" + name.replace(".", "\\.") + "(?![\\w.])", variable(name));
    }
    return text;
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** The names alone: headers hold tokens. */
  @Override
  public String toString() {
    return "OtelSettings" + new TreeMap<>(properties).keySet();
  }
}
