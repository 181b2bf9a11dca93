package org.llmtutor.promql.engine;

import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.PromqlFunction.Kernel;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.function.Window;
import org.llmtutor.promql.model.Samples;

/** Moves a window over the samples of one series, step by step. */
final class WindowWalk {

  /** After so many samples seen by the function, limits are looked at again. */
  private static final int SAMPLES_PER_CHECK = 1 << 20;

  private final Grid grid;
  private final long first;
  private final long stride;
  private final long length;
  private final long before;
  private final long after;
  private final Budget budget;

  WindowWalk(Evaluation evaluation, Ranges ranges, Grid grid) {
    this.grid = grid;
    this.first = ranges.times().first(grid);
    this.stride = ranges.times().stride(grid);
    this.length = ranges.length();
    this.before = ranges.before(evaluation.lookback());
    this.after = ranges.after(evaluation.lookback());
    this.budget = evaluation.budget();
  }

  /** Calls {@code kernel} at each step where {@code window}, over {@code samples}, has samples. */
  void run(Samples samples, Window window, StepSeries out, Kernel kernel) {
    long[] times = window.timestamps;
    int end = samples.offset() + samples.length();
    long reach = Times.plus(length, before);
    int from = SampleSearch.after(times, samples.offset(), end, first - reach);
    int to = from;
    int widest = 0;
    int unchecked = 0;
    long rangeEnd = first;
    int steps = out.steps();
    for (int step = 0; step < steps && from < end; step++, rangeEnd += stride) {
      while (from < end && times[from] <= rangeEnd - reach) {
        from++;
      }
      to = Math.max(to, from);
      while (to < end && times[to] <= rangeEnd + after) {
        to++;
      }
      if (to > from) {
        widest = Math.max(widest, to - from);
        window.from = from;
        window.to = to;
        window.rangeStart = rangeEnd - length;
        window.rangeEnd = rangeEnd;
        window.step = step;
        window.time = grid.time(step);
        kernel.compute(window, out);
        unchecked += to - from;
        if (unchecked > SAMPLES_PER_CHECK) {
          unchecked = 0;
          budget.check();
        }
      }
    }
    budget.require(widest);
  }
}
