package org.llmtutor.promql.engine;

/** What a binary operator does with two floats. */
@FunctionalInterface
interface FloatOperator {

  /** The result; {@link org.llmtutor.promql.function.StepSeries#ABSENT} for none. */
  double apply(double lhs, double rhs);
}
