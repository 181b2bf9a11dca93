package org.llmtutor.service.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.service.history.HistoryMetrics.Dropped;
import org.llmtutor.service.history.chunk.Chunk;
import org.llmtutor.service.telemetry.Metrics;

/**
 * Recent samples in memory, compressed, bounded in age, series and bytes.
 *
 * <pre>{@code
 * store.append(Labels.of("__name__", "job:http_requests:rate5m", "job", "tutor"), millis, 0.5);
 * store.select(from, to, List.of(new LabelMatcher("__name__", Type.EQUAL, "up")));
 * }</pre>
 *
 * <p>Nothing here throws because of a bound: samples beyond are dropped and counted in {@code
 * history_dropped_samples_total{reason}}. Safe for concurrent use; reading decodes outside of any
 * lock.
 */
public final class HistoryStore implements SeriesSource {

  /** How far back an instant query looks: a series without a sample for so long has ended. */
  private static final Duration LOOKBACK = Duration.ofMinutes(5);

  /** What is freed at once, as a part of the bound, so that it is not done for each sample. */
  private static final int FREED_PART = 20;

  private final SeriesIndex index = new SeriesIndex();
  private final HistoryConfig config;
  private final HistoryMetrics metrics;
  private final AtomicLong foundNoRoom = new AtomicLong(Long.MIN_VALUE);
  private volatile Map<String, MetricMetadata> metadata = Map.of();
  private volatile boolean outOfBytes;

  /** An empty store with the bounds of {@code config}, which says how full it is by metrics. */
  public HistoryStore(HistoryConfig config, Metrics metrics) {
    this.config = config;
    this.metrics = new HistoryMetrics(metrics);
    metrics.gauge("history_series", "Series in the history.", () -> index.size());
    metrics.gauge("history_samples", "Samples in the history.", this::samples);
    metrics.gauge("history_bytes", "Memory that the history takes, estimated.", this::bytes);
  }

  /** Adds a sample that is later than the series' last one. */
  public void append(Labels labels, long millis, double value) {
    StoredSeries unused = append(null, labels, millis, value, false);
  }

  /**
   * Adds a sample to a series that was found before, or to another one with these labels when that
   * was dropped meanwhile or there was none.
   *
   * @return where the sample went; null when there is no room for another series
   */
  @Nullable StoredSeries append(
      @Nullable StoredSeries known, Labels labels, long millis, double value, boolean sampled) {
    StoredSeries series = known == null ? series(labels, millis, sampled) : known;
    StoredSeries.Outcome outcome = StoredSeries.Outcome.RETIRED;
    while (series != null) {
      outcome = series.append(millis, value);
      if (outcome != StoredSeries.Outcome.RETIRED) {
        break;
      }
      series = series(labels, millis, sampled);
    }
    if (series != null && outcome == StoredSeries.Outcome.NOT_LATER) {
      metrics.dropped(Dropped.OUT_OF_ORDER, 1);
    }
    return series;
  }

  /** The series with these labels, made if there is room. */
  @Nullable StoredSeries series(Labels labels, long millis, boolean sampled) {
    StoredSeries known = index.find(labels);
    if (known != null) {
      return known;
    }
    if (index.size() >= config.maxSeries() && !makeRoom(millis)) {
      metrics.dropped(Dropped.SERIES, 1);
      return null;
    }
    if (outOfBytes) {
      metrics.dropped(Dropped.BYTES, 1);
      return null;
    }
    return index.add(labels, sampled);
  }

  /** Drops series that have ended, the oldest first; does not search twice in vain at one time. */
  private boolean makeRoom(long millis) {
    if (foundNoRoom.get() == millis) {
      return false;
    }
    long olderThan = millis - LOOKBACK.toMillis();
    List<StoredSeries> ended =
        index.all().stream()
            .filter(series -> series.hasEnded(olderThan))
            .sorted(Comparator.comparingLong(StoredSeries::end))
            .limit(Math.max(1, config.maxSeries() / FREED_PART))
            .toList();
    for (StoredSeries series : ended) {
      series.retire();
      metrics.dropped(Dropped.SERIES, series.count());
    }
    index.remove(ended);
    if (ended.isEmpty()) {
      foundNoRoom.set(millis);
    }
    return !ended.isEmpty();
  }

  @Override
  public List<Series> select(Instant from, Instant to, List<LabelMatcher> matchers) {
    long first = millis(from);
    long last = millis(to);
    SampleReader reader = new SampleReader(first, last);
    List<Series> found = new ArrayList<>();
    for (StoredSeries series : index.match(matchers)) {
      Samples samples = reader.read(series.overlapping(first, last));
      if (samples.length() > 0) {
        found.add(new Series(series.labels(), samples));
      }
    }
    found.sort(Comparator.comparing(Series::labels));
    return found;
  }

  @Override
  public List<Labels> list(Instant from, Instant to, List<LabelMatcher> matchers) {
    long first = millis(from);
    long last = millis(to);
    return index.match(matchers).stream()
        .filter(series -> series.hasSampleIn(first, last))
        .map(StoredSeries::labels)
        .sorted()
        .toList();
  }

  private static long millis(Instant time) {
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException beyond) {
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** Of the metrics sampled last; a counter's family is called as its samples, {@code …_total}. */
  @Override
  public Map<String, MetricMetadata> metadata() {
    return metadata;
  }

  void describe(Map<String, MetricMetadata> families) {
    if (!families.equals(metadata)) {
      metadata = Map.copyOf(families);
    }
  }

  HistoryMetrics metrics() {
    return metrics;
  }

  /** How many series there are. */
  public int seriesCount() {
    return index.size();
  }

  /** How many samples there are. */
  public long samples() {
    return index.all().stream().mapToLong(StoredSeries::count).sum();
  }

  /** How much memory all of this takes on the heap, about. */
  public long bytes() {
    return index.all().stream().mapToLong(StoredSeries::bytes).sum();
  }

  /** Whether an instant query at that time would still see the series. */
  boolean isExpected(StoredSeries series, long millis) {
    return !series.hasEnded(millis - LOOKBACK.toMillis());
  }

  /** Adds a series as a snapshot has it, if there is room. */
  void restore(Labels labels, boolean sampled, List<Chunk> chunks) {
    if (chunks.isEmpty()) {
      return;
    }
    long end = chunks.get(chunks.size() - 1).end();
    StoredSeries series = series(labels, end, sampled);
    if (series != null) {
      chunks.forEach(chunk -> restore(series, chunk));
    }
  }

  private void restore(StoredSeries series, Chunk chunk) {
    if (!series.restore(chunk)) {
      metrics.dropped(Dropped.OUT_OF_ORDER, chunk.count());
    }
  }

  /** All series, for a snapshot. */
  Collection<StoredSeries> all() {
    return index.all();
  }

  /** Drops what is too old, and the oldest of what does not fit into the bound on memory. */
  public void tidy(Instant now) {
    long oldest = now.toEpochMilli() - config.retention().toMilliseconds();
    for (StoredSeries series : index.all()) {
      long unused = series.dropBefore(oldest);
    }
    long excess = bytes() - config.maxBytes().toBytes();
    if (excess > 0) {
      free(excess + config.maxBytes().toBytes() / FREED_PART, now.toEpochMilli());
    }
    removeEmpty();
    outOfBytes = excess > 0 && bytes() > config.maxBytes().toBytes();
  }

  private void free(long wanted, long now) {
    long olderThan = now - LOOKBACK.toMillis();
    List<Chunk> droppable = new ArrayList<>();
    for (StoredSeries series : index.all()) {
      droppable.addAll(series.hasEnded(olderThan) ? series.chunks() : series.closedChunks());
    }
    droppable.sort(Comparator.comparingLong(Chunk::end));
    long freed = 0;
    long until = Long.MIN_VALUE;
    for (Chunk chunk : droppable) {
      if (freed >= wanted) {
        break;
      }
      freed += chunk.bytes();
      until = chunk.end() + 1;
    }
    long dropped = 0;
    for (StoredSeries series : index.all()) {
      dropped += series.dropBefore(until);
    }
    metrics.dropped(Dropped.BYTES, dropped);
  }

  /** Drops samples of the future, which a clock that was put back leaves behind. */
  void forgetAfter(Instant now) {
    long dropped = 0;
    for (StoredSeries series : index.all()) {
      dropped += series.dropAfter(now.toEpochMilli());
    }
    metrics.dropped(Dropped.CLOCK, dropped);
    removeEmpty();
  }

  private void removeEmpty() {
    index.remove(index.all().stream().filter(StoredSeries::retireIfEmpty).toList());
  }
}
