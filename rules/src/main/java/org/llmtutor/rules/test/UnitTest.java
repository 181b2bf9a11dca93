package org.llmtutor.rules.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.series.SeriesDescription;
import org.llmtutor.rules.alerting.Surroundings;
import org.llmtutor.rules.problem.Span;

/**
 * One test: series to load, and what shall come of them.
 *
 * @param name what it is called; empty for nothing
 * @param span where it stands
 * @param interval the time between two samples of its series
 * @param series what is loaded, from {@code start} on
 * @param alerts which alerts shall fire when
 * @param expressions which results expressions shall have when
 * @param surroundings labels and address of the server
 * @param start when time begins
 */
public record UnitTest(
    String name,
    Span span,
    Duration interval,
    List<SeriesDescription> series,
    List<AlertCase> alerts,
    List<ExpressionCase> expressions,
    Surroundings surroundings,
    Instant start) {

  /** Copies the lists. */
  public UnitTest {
    series = List.copyOf(series);
    alerts = List.copyOf(alerts);
    expressions = List.copyOf(expressions);
  }

  /** The alerts called {@code alertname} that fire at {@code at} after the start. */
  public record AlertCase(Span span, Duration at, String alertname, List<ExpectedAlert> expected) {

    /** Copies the list. */
    public AlertCase {
      expected = List.copyOf(expected);
    }
  }

  /** An alert that shall fire; {@code alertname} is among its labels. */
  public record ExpectedAlert(Span span, Labels labels, Map<String, String> annotations) {

    /** Copies the annotations. */
    public ExpectedAlert {
      annotations = Map.copyOf(annotations);
    }
  }

  /** The result of {@code expr} at {@code at} after the start. */
  public record ExpressionCase(
      Span span, Duration at, String text, Expr expr, List<ExpectedSample> expected) {

    /** Copies the list. */
    public ExpressionCase {
      expected = List.copyOf(expected);
    }
  }

  /** A sample that shall be part of a result: a number or a histogram. */
  public record ExpectedSample(
      Span span, Labels labels, double value, @Nullable FloatHistogram histogram) {}

  /** When the last of its cases is looked at, after the start. */
  Duration end() {
    Duration end = Duration.ZERO;
    for (AlertCase alert : alerts) {
      end = end.compareTo(alert.at()) < 0 ? alert.at() : end;
    }
    for (ExpressionCase expression : expressions) {
      end = end.compareTo(expression.at()) < 0 ? expression.at() : end;
    }
    return end;
  }
}
