package org.llmtutor.promql.model;

/** Labels as text. */
final class SeriesText {

  private SeriesText() {}

  /** {@code up{job="a"}}, or {@code {"a name", job="a"}} where the name needs quotes. */
  static String of(Labels labels) {
    String name = labels.metricName();
    boolean bare = NameScheme.isIdentifier(name, true);
    StringBuilder inside = new StringBuilder();
    if (!name.isEmpty() && !bare) {
      inside.append(Quoted.of(name));
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.name(i).equals(MetricNames.LABEL)) {
        appendPair(inside, labels, i);
      }
    }
    String braces = inside.length() == 0 && bare ? "" : "{" + inside + "}";
    return bare ? name + braces : braces;
  }

  /** {@code {__name__="up", job="a"}}. */
  static String inBraces(Labels labels) {
    StringBuilder inside = new StringBuilder();
    for (int i = 0; i < labels.size(); i++) {
      appendPair(inside, labels, i);
    }
    return "{" + inside + "}";
  }

  /** {@code name}, in quotes unless it is an ASCII identifier. */
  static String labelName(String name) {
    return NameScheme.isIdentifier(name, false) ? name : Quoted.of(name);
  }

  private static void appendPair(StringBuilder inside, Labels labels, int index) {
    inside.append(inside.length() == 0 ? "" : ", ");
    inside.append(labelName(labels.name(index))).append('=');
    inside.append(Quoted.of(labels.value(index)));
  }
}
