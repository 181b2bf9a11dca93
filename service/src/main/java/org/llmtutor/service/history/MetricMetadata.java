package org.llmtutor.service.history;

/**
 * What a metric says of itself.
 *
 * @param type as Prometheus' API calls it: {@code counter}, {@code gauge}, {@code histogram},
 *     {@code summary}, {@code info}, {@code stateset} or {@code unknown}
 * @param help one sentence; may be empty
 * @param unit such as {@code seconds}; may be empty
 */
public record MetricMetadata(String type, String help, String unit) {}
