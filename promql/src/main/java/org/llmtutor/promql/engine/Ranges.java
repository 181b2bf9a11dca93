package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;

/**
 * What the windows of a range vector move over.
 *
 * @param series in the order of their labels
 * @param times where the windows end
 * @param length how long the windows are, in milliseconds
 * @param extension whether they look beyond their borders
 */
record Ranges(
    List<Ranges.Member> series, SelectorTimes times, long length, RangeExtension extension) {

  /**
   * One series.
   *
   * @param labels which
   * @param samples without stale markers
   * @param dropName whether the metric name is to go when the query ends
   */
  record Member(Labels labels, Samples samples, boolean dropName) {}

  /** How far windows look back beyond their start. */
  long before(long lookback) {
    return extension == RangeExtension.NONE ? 0 : lookback;
  }

  /** How far windows look beyond their end. */
  long after(long lookback) {
    return extension == RangeExtension.SMOOTHED ? lookback : 0;
  }
}
