package org.llmtutor.service.telemetry.page;

import io.prometheus.client.Collector;

/** What each format calls a type. */
final class TypeName {

  private TypeName() {}

  static String in004(Collector.Type type) {
    return switch (type) {
      case COUNTER -> "counter";
      case SUMMARY -> "summary";
      case HISTOGRAM, GAUGE_HISTOGRAM -> "histogram";
      case GAUGE, INFO, STATE_SET -> "gauge";
      default -> "untyped";
    };
  }

  static String inOpenMetrics(Collector.Type type) {
    return switch (type) {
      case COUNTER -> "counter";
      case SUMMARY -> "summary";
      case HISTOGRAM -> "histogram";
      case GAUGE_HISTOGRAM -> "gaugehistogram";
      case GAUGE -> "gauge";
      case INFO -> "info";
      case STATE_SET -> "stateset";
      default -> "unknown";
    };
  }

  /** What the name of a family ends in where samples and family have one name. */
  static String suffixIn004(Collector.Type type) {
    return switch (type) {
      case COUNTER -> "_total";
      case INFO -> "_info";
      default -> "";
    };
  }
}
