package org.llmtutor.rules.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;

/**
 * Samples that are appended and queried in turns; times are milliseconds since the epoch. Not
 * thread-safe.
 */
public final class SampleStore implements Queryable, SampleSink {

  private static final class Column {
    private final Labels labels;
    private long[] times = new long[8];
    private double[] values = new double[8];
    private @Nullable FloatHistogram @Nullable [] histograms;
    private int length;

    private Column(Labels labels) {
      this.labels = labels;
    }

    private void append(long time, double value, @Nullable FloatHistogram histogram) {
      if (length > 0 && times[length - 1] >= time) {
        return; // the first of two samples at one time stays, as in Prometheus
      }
      if (length == times.length) {
        times = Arrays.copyOf(times, length * 2);
        values = Arrays.copyOf(values, length * 2);
        if (histograms != null) {
          histograms = Arrays.copyOf(histograms, length * 2);
        }
      }
      if (histogram != null && histograms == null) {
        histograms = new FloatHistogram[times.length];
      }
      times[length] = time;
      values[length] = value;
      if (histograms != null) {
        histograms[length] = histogram;
      }
      length++;
    }

    private Series between(long from, long to) {
      int first = Arrays.binarySearch(times, 0, length, from);
      int start = first < 0 ? -first - 1 : first;
      int last = Arrays.binarySearch(times, 0, length, to);
      int end = last < 0 ? -last - 1 : last + 1;
      return new Series(
          labels, new Samples(times, values, histograms, start, Math.max(0, end - start)));
    }
  }

  private final Map<Labels, Column> columns = new HashMap<>();
  private final Map<String, List<Column>> byName = new LinkedHashMap<>();

  /** A store without samples. */
  public SampleStore() {}

  /** Adds a sample; one that is not later than the last of its series is left out. */
  @Override
  public void append(Labels labels, long time, double value, @Nullable FloatHistogram histogram) {
    Column column = columns.get(labels);
    if (column == null) {
      column = new Column(labels);
      columns.put(labels, column);
      byName.computeIfAbsent(labels.metricName(), name -> new ArrayList<>()).add(column);
    }
    column.append(time, value, histogram);
  }

  @Override
  public List<Series> select(Instant from, Instant to, List<LabelMatcher> matchers) {
    List<Series> found = new ArrayList<>();
    for (Column column : candidates(matchers)) {
      if (matchers.stream().allMatch(matcher -> matcher.matches(column.labels))) {
        Series part = column.between(from.toEpochMilli(), to.toEpochMilli());
        if (part.samples().length() > 0) {
          found.add(part);
        }
      }
    }
    found.sort((a, b) -> a.labels().compareTo(b.labels()));
    return found;
  }

  private Collection<Column> candidates(List<LabelMatcher> matchers) {
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals("__name__") && matcher.type() == LabelMatcher.Type.EQUAL) {
        return byName.getOrDefault(matcher.value(), List.of());
      }
    }
    return columns.values();
  }
}
