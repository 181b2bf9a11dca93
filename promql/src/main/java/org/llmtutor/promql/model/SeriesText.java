package org.llmtutor.promql.model;

/** Labels as text. */
final class SeriesText {

  private SeriesText() {}

  static String of(Labels labels) {
    StringBuilder text = new StringBuilder();
    String name = labels.metricName();
    boolean bare = NameScheme.isIdentifier(name, true);
    StringBuilder inside = new StringBuilder();
    if (!name.isEmpty() && !bare) {
      inside.append(Quoted.of(name));
    }
    labels.forEach(
        (label, value) -> {
          if (!label.equals(MetricNames.LABEL)) {
            inside.append(inside.length() == 0 ? "" : ", ");
            boolean plain = NameScheme.isIdentifier(label, false);
            inside.append(plain ? label : Quoted.of(label)).append('=').append(Quoted.of(value));
          }
        });
    text.append(bare ? name : "");
    if (inside.length() > 0 || text.length() == 0) {
      text.append('{').append(inside).append('}');
    }
    return text.toString();
  }
}
