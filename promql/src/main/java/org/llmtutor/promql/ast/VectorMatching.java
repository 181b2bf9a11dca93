package org.llmtutor.promql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How series of two sides find each other.
 *
 * @param cardinality how many of each side may meet
 * @param on whether {@code labels} are those to compare; else those to leave out
 * @param labels the labels after {@code on} or {@code ignoring}
 * @param include the labels that {@code group_left} or {@code group_right} copies from the one side
 * @param fillLeft the value for a left side that is missing; null for none
 * @param fillRight the value for a right side that is missing; null for none
 */
public record VectorMatching(
    Cardinality cardinality,
    boolean on,
    List<String> labels,
    List<String> include,
    @Nullable Double fillLeft,
    @Nullable Double fillRight) {

  /** What holds when nothing is written: one to one on all labels. */
  public static final VectorMatching DEFAULT =
      new VectorMatching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), null, null);

  /** How many series of each side may meet. */
  public enum Cardinality {
    /** One of each. */
    ONE_TO_ONE,
    /** {@code group_left}. */
    MANY_TO_ONE,
    /** {@code group_right}. */
    ONE_TO_MANY,
    /** The set operators. */
    MANY_TO_MANY
  }

  /** Copies the lists. */
  public VectorMatching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }
}
