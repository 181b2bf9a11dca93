package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.model.Series;

/**
 * What the windows of a range vector move over.
 *
 * @param series without stale markers
 * @param times where the windows end
 * @param length how long the windows are, in milliseconds
 * @param extension whether they look beyond their borders
 */
record Ranges(List<Series> series, SelectorTimes times, long length, RangeExtension extension) {

  /** How far windows look back beyond their start. */
  long before(long lookback) {
    return extension == RangeExtension.NONE ? 0 : lookback;
  }

  /** How far windows look beyond their end. */
  long after(long lookback) {
    return extension == RangeExtension.SMOOTHED ? lookback : 0;
  }
}
