package org.llmtutor.promql.function;

import org.llmtutor.promql.model.Labels;

/**
 * A range function of the floats in a window. Histograms are left out, with an info where there are
 * floats beside them.
 *
 * @param least how many floats it takes to compute
 * @param formula what to compute
 */
record OfFloats(int least, Formula formula) implements PromqlFunction.OfRange {

  /** A number from floats. */
  @FunctionalInterface
  interface Formula {

    /**
     * Computes one window.
     *
     * @param floats the series'
     * @param from the first float of the window
     * @param to behind the last
     * @param step the index of the step
     */
    double value(FloatSamples floats, int from, int to, int step);
  }

  /** A function that needs one float. */
  static OfFloats any(Formula formula) {
    return new OfFloats(1, formula);
  }

  @Override
  public PromqlFunction.Kernel bind(FunctionCall call, Labels labels, Window samples) {
    return kernel(call, labels, samples, least, formula);
  }

  /** The kernel of a function that has prepared {@code formula} for its arguments. */
  static PromqlFunction.Kernel kernel(
      FunctionCall call, Labels labels, Window samples, int least, Formula formula) {
    FloatSamples floats = new FloatSamples(samples);
    return (window, out) -> {
      int from = floats.from(window);
      int to = floats.to(window);
      if (to > from && floats.mixed(window)) {
        HistogramNotes.about(call, 0).ignoredInMixedRange(labels.metricName());
      }
      if (to - from >= least) {
        out.set(window.step, formula.value(floats, from, to, window.step));
      }
    };
  }
}
