package org.llmtutor.cli.exposition;

/** What a page says about one metric, filled while the page is read. Not thread-safe. */
public final class MetricFamily {

  private final String name;
  private String type = "";
  private String help = "";
  private String unit = "";
  private long series;

  MetricFamily(String name) {
    this.name = name;
  }

  /** The metric's name as declared; in OpenMetrics a counter's name has no {@code _total}. */
  public String name() {
    return name;
  }

  /** What OpenMetrics adds to the name of this type's samples; empty for most types. */
  public String ending() {
    return switch (type) {
      case "counter" -> "_total";
      case "info" -> "_info";
      default -> "";
    };
  }

  /** Its type, {@code untyped} when the page does not tell. */
  public String type() {
    return type.isEmpty() ? "untyped" : type;
  }

  /** Its help text; empty when the page does not tell. */
  public String help() {
    return help;
  }

  /** Its unit; empty when the page does not tell. */
  public String unit() {
    return unit;
  }

  /** Sample lines on the page: every bucket counts. */
  public long series() {
    return series;
  }

  boolean hasType() {
    return !type.isEmpty();
  }

  boolean hasHelp() {
    return !help.isEmpty();
  }

  void type(String value) {
    type = value;
  }

  void help(String value) {
    help = value;
  }

  void unit(String value) {
    unit = value;
  }

  void count() {
    series++;
  }

  /** Whether a sample called {@code sample} belongs to this metric. */
  boolean owns(String sample) {
    String suffix = sample.substring(name.length());
    return switch (type) {
      case "histogram", "gaugehistogram" ->
          suffix.equals("_bucket")
              || suffix.equals("_sum")
              || suffix.equals("_count")
              || suffix.equals("_gsum")
              || suffix.equals("_gcount")
              || suffix.equals("_created");
      case "summary" ->
          suffix.isEmpty()
              || suffix.equals("_sum")
              || suffix.equals("_count")
              || suffix.equals("_created");
      case "counter" -> suffix.isEmpty() || suffix.equals("_total") || suffix.equals("_created");
      case "info" -> suffix.equals("_info");
      default -> suffix.isEmpty();
    };
  }
}
