package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Samples;
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
    List<Ranges.Member> members = new ArrayList<>();
    for (Series series : evaluation.select(oldest, Math.max(oldest, latest), matchers)) {
      Samples needed = RawRanges.between(series.samples(), oldest - 1, latest);
      members.add(new Ranges.Member(series.labels(), StaleMarkers.remove(needed), false));
    }
    return new Ranges(members, times, length, extension);
  }
}
