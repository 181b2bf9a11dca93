package org.llmtutor.promql.function;

import java.util.List;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.model.Annotations;

/** A function call during an evaluation: its arguments' values and what surrounds it. */
public interface FunctionCall {

  /** The call as written; {@code source().arguments()} has positions and selectors. */
  Call source();

  /** The steps. */
  Grid grid();

  /** How many arguments are written. */
  int size();

  /** The instant vector at argument {@code index}. */
  List<StepSeries> vector(int index);

  /** The number at argument {@code index} for each step. */
  double[] scalar(int index);

  /** The text at argument {@code index}. */
  String string(int index);

  /** Where to note what the author should know. */
  Annotations annotations();

  /** Whether metric names are removed only when the query ends. */
  boolean delayedNameRemoval();

  /**
   * {@code series}' labels and drop flag after a function that drops the name: with delayed removal
   * the labels stay and the flag is set, else the name goes at once. Values are those given.
   */
  StepSeries withoutName(StepSeries series, double[] values);
}
