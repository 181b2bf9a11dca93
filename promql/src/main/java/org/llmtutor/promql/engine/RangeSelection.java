package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Series;

/** A selector with a range, {@code up[5m]}. */
record RangeSelection(
    List<LabelMatcher> matchers, SelectorTimes times, long length, RangeExtension extension)
    implements RangeNode {

  @Override
  public Ranges evaluate(Evaluation evaluation, Grid grid) {
    Ranges frame = new Ranges(List.of(), times, length, extension);
    long lookback = evaluation.lookback();
    long back = Times.plus(length, frame.before(lookback));
    long oldest = Times.minus(times.first(grid), back - 1);
    long latest = Times.plus(times.last(grid), frame.after(lookback));
    List<Series> selected = evaluation.select(oldest, Math.max(oldest, latest), matchers);
    List<Series> clean = new ArrayList<>(selected.size());
    for (Series series : selected) {
      clean.add(new Series(series.labels(), StaleMarkers.remove(series.samples())));
    }
    return new Ranges(clean, times, length, extension);
  }
}
