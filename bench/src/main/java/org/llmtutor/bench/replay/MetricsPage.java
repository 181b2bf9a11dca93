package org.llmtutor.bench.replay;

import java.util.List;

/** The samples of a page in the Prometheus text format. */
record MetricsPage(List<Sample> samples) {

  /** Copies the list. */
  MetricsPage {
    samples = List.copyOf(samples);
  }

  record Sample(String name, double value) {}

  /** Reads names and values; labels, comments and timestamps are passed over. */
  static MetricsPage parse(String text) {
    return new MetricsPage(
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(MetricsPage::sample)
            .toList());
  }

  private static Sample sample(String line) {
    int brace = line.indexOf('{');
    // A label's value may hold anything but a raw newline, so the last brace ends the labels.
    int nameEnd = brace < 0 ? line.indexOf(' ') : brace;
    int valueStart = brace < 0 ? nameEnd : line.lastIndexOf('}') + 1;
    String value = line.substring(valueStart).strip().split(" ", 2)[0];
    return new Sample(line.substring(0, nameEnd), number(value));
  }

  private static double number(String value) {
    return switch (value) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    };
  }

  /** The sum over all series of the name; 0 when there is none. */
  double sum(String name) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .sum();
  }
}
