package org.llmtutor.promql.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AtModifier;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.NameScheme;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.promql.model.TextOrder;
import org.llmtutor.promql.number.FloatText;

/** Selectors, their brackets, {@code @} and {@code offset}. */
final class Selectors {

  /** Words that are something else than a metric where an expression may start. */
  private static final Set<String> NOT_BARE =
      Set.of(
          "atan2",
          "bool",
          "fill",
          "fill_left",
          "fill_right",
          "group_left",
          "group_right",
          "ignoring",
          "inf",
          "nan",
          "on");

  private Selectors() {}

  /** {@code up{job="a"} @ 1.000 anchored offset 5m}. */
  static List<Object> vector(VectorSelector selector) {
    List<Object> parts = new ArrayList<>();
    parts.add(series(selector));
    parts.add(at(selector.at()));
    parts.add(extension(selector.extension()));
    addOffset(parts, selector.offset());
    return parts;
  }

  /** {@code up{job="a"}[5m] anchored @ 1.000 offset 5m}. */
  static List<Object> matrix(MatrixSelector matrix) {
    VectorSelector selector = matrix.vector();
    List<Object> parts = new ArrayList<>();
    parts.add(series(selector) + "[");
    parts.add(DurationParts.alone(matrix.range()));
    parts.add("]" + extension(selector.extension()) + at(selector.at()));
    addOffset(parts, selector.offset());
    return parts;
  }

  /** {@code [5m:1m] @ 1.000 offset 5m}. */
  static List<Object> subqueryBrackets(SubqueryExpr subquery) {
    List<Object> parts = new ArrayList<>();
    parts.add("[");
    parts.add(DurationParts.alone(subquery.range()));
    parts.add(":");
    if (subquery.step() != null) {
      parts.add(DurationParts.alone(subquery.step()));
    }
    parts.add("]" + at(subquery.at()));
    addOffset(parts, subquery.offset());
    return parts;
  }

  private static String series(VectorSelector selector) {
    String name = selector.name();
    List<String> conditions = new ArrayList<>();
    for (LabelMatcher matcher : selector.matchers()) {
      if (!standsForName(matcher, name)) {
        conditions.add(matcher.toString());
      }
    }
    conditions.sort(TextOrder::compare);
    boolean named = selector.matchers().stream().anyMatch(each -> isSecondName(each, name));
    boolean bare = name != null && !named && isBare(name);
    if (name != null && !bare) {
      conditions.add(0, Quoted.of(name));
    }
    String braces = conditions.isEmpty() && bare ? "" : "{" + String.join(",", conditions) + "}";
    return bare ? name + braces : braces;
  }

  private static boolean standsForName(LabelMatcher matcher, @Nullable String name) {
    return matcher.type() == LabelMatcher.Type.EQUAL
        && matcher.name().equals(MetricNames.LABEL)
        && !matcher.value().isEmpty()
        && matcher.value().equals(name);
  }

  /** Whether it asks for the metric name once more, which a name before the braces forbids. */
  private static boolean isSecondName(LabelMatcher matcher, @Nullable String name) {
    return matcher.name().equals(MetricNames.LABEL) && !standsForName(matcher, name);
  }

  private static boolean isBare(String name) {
    return MetricNames.isValid(name, NameScheme.CLASSIC)
        && !NOT_BARE.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String at(@Nullable AtModifier at) {
    if (at == null) {
      return "";
    }
    if (at instanceof AtModifier.Timestamp timestamp) {
      return " @ " + FloatText.format(timestamp.millis() / 1000.0, 'f', 3);
    }
    return at instanceof AtModifier.Start ? " @ start()" : " @ end()";
  }

  private static String extension(RangeExtension extension) {
    return switch (extension) {
      case NONE -> "";
      case ANCHORED -> " anchored";
      case SMOOTHED -> " smoothed";
    };
  }

  private static void addOffset(List<Object> parts, @Nullable DurationExpr offset) {
    boolean none = offset instanceof DurationExpr.Literal literal && literal.seconds() == 0;
    if (offset != null && !none) {
      parts.add(" offset ");
      parts.add(DurationParts.alone(offset));
    }
  }
}
