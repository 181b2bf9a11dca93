package org.llmtutor.promql.ast;

import java.util.Locale;

/** The aggregation operators. */
public enum AggregateOp {
  /** The sum of values. */
  SUM,
  /** The mean of values. */
  AVG,
  /** How many series. */
  COUNT,
  /** The least value. */
  MIN,
  /** The greatest value. */
  MAX,
  /** One for each group. */
  GROUP,
  /** The population standard deviation. */
  STDDEV,
  /** The population variance. */
  STDVAR,
  /** The {@code k} greatest series. */
  TOPK,
  /** The {@code k} least series. */
  BOTTOMK,
  /** How many series have each value. */
  COUNT_VALUES,
  /** A quantile of the values. */
  QUANTILE,
  /** Any {@code k} series; experimental. */
  LIMITK,
  /** About a share of the series, chosen by their labels; experimental. */
  LIMIT_RATIO;

  /** As it is written, in lower case. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a parameter stands before the expression. */
  public boolean takesParameter() {
    return switch (this) {
      case TOPK, BOTTOMK, COUNT_VALUES, QUANTILE, LIMITK, LIMIT_RATIO -> true;
      default -> false;
    };
  }
}
