package org.llmtutor.promql.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;

/**
 * Series in memory, found by metric name. Immutable, and so safe for concurrent use; {@link
 * #toBuilder} makes the next state.
 *
 * <pre>{@code
 * Queryable queryable =
 *     InMemoryQueryable.builder()
 *         .load("up{job=\"a\"} 1 1 0x3", Instant.EPOCH, Duration.ofMinutes(1))
 *         .build();
 * }</pre>
 */
public final class InMemoryQueryable implements Queryable {

  private static final InMemoryQueryable EMPTY = new InMemoryQueryable(new ArrayList<>());

  private final List<Series> all;
  private final Map<String, List<Series>> byName = new HashMap<>();

  InMemoryQueryable(List<Series> series) {
    series.sort(Comparator.comparing(Series::labels));
    this.all = List.copyOf(series);
    for (Series each : all) {
      byName.computeIfAbsent(each.labels().metricName(), name -> new ArrayList<>()).add(each);
    }
  }

  /** Without any series. */
  public static InMemoryQueryable empty() {
    return EMPTY;
  }

  /** For series to come. */
  public static InMemoryQueryableBuilder builder() {
    return EMPTY.toBuilder();
  }

  /** For further samples on top of these, which stay as they are. */
  public InMemoryQueryableBuilder toBuilder() {
    return new InMemoryQueryableBuilder(all);
  }

  /** All series, sorted by labels. */
  public List<Series> series() {
    return all;
  }

  @Override
  public List<Series> select(Instant from, Instant to, List<LabelMatcher> matchers) {
    long first = millis(from);
    long last = millis(to);
    List<Series> found = new ArrayList<>();
    for (Series series : candidates(matchers)) {
      if (matches(series.labels(), matchers)) {
        Series part = between(series, first, last);
        if (part.samples().length() > 0) {
          found.add(part);
        }
      }
    }
    return found;
  }

  private List<Series> candidates(List<LabelMatcher> matchers) {
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals(MetricNames.LABEL) && matcher.type() == LabelMatcher.Type.EQUAL) {
        return byName.getOrDefault(matcher.value(), List.of());
      }
    }
    return all;
  }

  private static boolean matches(Labels labels, List<LabelMatcher> matchers) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  private static Series between(Series series, long first, long last) {
    Samples samples = series.samples();
    int start = firstAtOrAfter(samples, first);
    int end = last == Long.MAX_VALUE ? samples.length() : firstAtOrAfter(samples, last + 1);
    int length = Math.max(end - start, 0);
    if (length == samples.length()) {
      return series;
    }
    Samples part =
        new Samples(
            samples.timestamps(),
            samples.values(),
            samples.histograms(),
            samples.offset() + start,
            length);
    return new Series(series.labels(), part);
  }

  private static int firstAtOrAfter(Samples samples, long time) {
    int low = 0;
    int high = samples.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (samples.timestampAt(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static long millis(Instant time) {
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException beyond) {
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
