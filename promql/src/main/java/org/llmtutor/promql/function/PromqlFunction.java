package org.llmtutor.promql.function;

import java.util.List;
import org.llmtutor.promql.model.Labels;

/** How a function computes. Implementations have no state and are safe for concurrent use. */
public sealed interface PromqlFunction {

  /** A function of instant vectors, scalars and texts: whole series in, whole series out. */
  non-sealed interface OfVectors extends PromqlFunction {

    /**
     * Computes all steps. A function that gives a scalar returns one series without labels that has
     * a float at each step.
     */
    List<StepSeries> apply(FunctionCall call);
  }

  /** A function of a range vector: one series at a time, window by window. */
  non-sealed interface OfRange extends PromqlFunction {

    /**
     * Prepares the computation for one series.
     *
     * @param call gives scalars and annotations; its range argument is not to be asked for
     * @param labels the series', the metric name included
     * @param samples moves over the steps later; its arrays may be looked at now
     */
    Kernel bind(FunctionCall call, Labels labels, Window samples);

    /** Whether the result keeps the metric name. */
    default boolean keepsName() {
      return false;
    }
  }

  /** The computation of one series. */
  @FunctionalInterface
  interface Kernel {

    /** Puts the value at the window's step into {@code out}, or nothing. The window has samples. */
    void compute(Window window, StepSeries out);
  }
}
