package org.llmtutor.service.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.history.TestHistory.at;
import static org.llmtutor.service.history.TestHistory.bounded;
import static org.llmtutor.service.history.TestHistory.name;
import static org.llmtutor.service.history.TestHistory.named;

import io.dropwizard.util.DataSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;
import org.llmtutor.service.history.chunk.OpenChunk;

class HistoryStoreTest {

  private static final int MANY = 5 * OpenChunk.CAPACITY / 2;

  private final TestHistory history = new TestHistory();

  @Test
  void givesTheSamplesOfARangeWithBothEnds() {
    for (int i = 0; i < MANY; i++) {
      history.append(named("a"), i, i);
    }
    List<Series> found = history.store.select(at(100), at(MANY - 20), List.of(name("a")));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).samples().timestampAt(0)).isEqualTo(at(100).toEpochMilli());
    List<Double> values = TestHistory.values(found.get(0));
    assertThat(values).hasSize(MANY - 119).startsWith(100.0).endsWith(MANY - 20.0);
  }

  @Test
  void leavesOutSeriesWithoutASampleInTheRange() {
    history.append(named("a"), 0, 1);
    history.append(named("a"), 10, 1);
    history.append(named("b"), 5, 1);
    assertThat(history.store.select(at(4), at(6), List.of()))
        .extracting(Series::labels)
        .containsExactly(named("b"));
    assertThat(history.store.list(at(4), at(6), List.of())).containsExactly(named("b"));
    assertThat(history.store.list(at(5), at(10), List.of()))
        .containsExactly(named("a"), named("b"));
    assertThat(history.store.list(Instant.MIN, Instant.MAX, List.of())).hasSize(2);
  }

  /** The store, and what serves unit tests of rules, give the same answers. */
  @Property
  void findsWhatAPlainListWouldFind(
      @ForAll("labelSets") List<Labels> labels,
      @ForAll("matchers") List<LabelMatcher> matchers,
      @ForAll @IntRange(max = 30) int from,
      @ForAll @IntRange(max = 30) int length) {
    InMemoryQueryableBuilder plain = InMemoryQueryable.builder();
    TestHistory history = new TestHistory();
    int count = 0;
    for (Labels each : labels) {
      int first = count++ % 7;
      history.append(each, first, count);
      history.append(each, first + 9L, -count);
      long[] times = {at(first).toEpochMilli(), at(first + 9L).toEpochMilli()};
      plain.add(new Series(each, Samples.of(times, new double[] {count, -count})));
    }
    Instant to = at((long) from + length);
    List<Series> expected = plain.build().select(at(from), to, matchers);
    List<Series> found = history.store.select(at(from), to, matchers);
    assertThat(found.stream().map(HistoryStoreTest::text).toList())
        .isEqualTo(expected.stream().map(HistoryStoreTest::text).toList());
    assertThat(history.store.list(at(from), to, matchers))
        .isEqualTo(expected.stream().map(Series::labels).toList());
  }

  private static String text(Series series) {
    return series.labels() + " " + TestHistory.values(series);
  }

  @Provide
  Arbitrary<List<Labels>> labelSets() {
    Arbitrary<String> values = Arbitraries.of("", "x", "y", "zz", "é");
    return Combinators.combine(Arbitraries.of("a", "b", "c"), values, values)
        .as((name, one, two) -> named(name, "one", one, "two", two))
        .list()
        .uniqueElements()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<LabelMatcher>> matchers() {
    return Combinators.combine(
            Arbitraries.of("__name__", "one", "two", "none"),
            Arbitraries.of(LabelMatcher.Type.values()),
            Arbitraries.of("", "a", "x", "y", "x|y", ".*", ".+", "z+", "a|b", "[^x]"))
        .as(LabelMatcher::new)
        .list()
        .ofMaxSize(4);
  }

  @Test
  void dropsAndCountsWhatIsNotLater() {
    history.append(named("a"), 1, 1);
    history.append(named("a"), 1, 2);
    history.append(named("a"), 0, 3);
    assertThat(history.values("a")).containsExactly(1.0);
    assertThat(history.dropped("out_of_order")).isEqualTo(2);
  }

  @Test
  void forgetsWhatIsOlderThanTheRetention() {
    for (int i = 0; i < MANY; i++) {
      history.append(named("a"), i, i);
    }
    history.append(named("gone"), 3, 1);
    history.store.tidy(at(5_760 + OpenChunk.CAPACITY));
    assertThat(history.values("a")).hasSize(MANY - OpenChunk.CAPACITY);
    assertThat(history.store.seriesCount()).isEqualTo(1);
    assertThat(history.metric("history_samples")).isEqualTo(MANY - OpenChunk.CAPACITY);
    assertThat(history.dropped("bytes")).isZero();
  }

  @Test
  void theSeriesThatEndedFirstMakeRoomForNewOnes() {
    TestHistory history = new TestHistory(bounded(3, null));
    history.append(named("first"), 0, 1);
    history.append(named("second"), 1, 1);
    history.append(named("ended"), 30, Samples.STALE);
    history.append(named("new"), 31, 1);
    history.append(named("newer"), 31, 1);
    assertThat(history.all())
        .extracting(series -> series.labels().metricName())
        .containsExactly("ended", "new", "newer");
    assertThat(history.dropped("series")).isEqualTo(2);
  }

  @Test
  void thereIsNoRoomForMoreLiveSeriesThanTheBound() {
    TestHistory history = new TestHistory(bounded(2, null));
    for (int i = 0; i < 3; i++) {
      history.append(named("a"), i, 1);
      history.append(named("b"), i, 1);
      history.append(named("c"), i, 1);
    }
    assertThat(history.store.seriesCount()).isEqualTo(2);
    assertThat(history.dropped("series")).isEqualTo(3);
  }

  @Test
  void theOldestSamplesMakeRoomWhenMemoryIsUsedUp() {
    TestHistory history = new TestHistory(bounded(null, DataSize.mebibytes(1)));
    for (int i = 0; i < 20 * OpenChunk.CAPACITY; i++) {
      for (int k = 0; k < 50; k++) {
        history.append(named("a", "k", "" + k), i, Math.sin(i * k));
      }
      if (i % OpenChunk.CAPACITY == 0) {
        history.store.tidy(at(i));
      }
    }
    history.store.tidy(at(20L * OpenChunk.CAPACITY));
    assertThat(history.metric("history_bytes")).isBetween(700_000.0, 1_048_576.0);
    assertThat(history.dropped("bytes")).isPositive();
    assertThat(history.metric("history_samples"))
        .isEqualTo(1_000.0 * OpenChunk.CAPACITY - history.dropped("bytes"));
    assertThat(history.all())
        .hasSize(50)
        .allSatisfy(
            series ->
                assertThat(series.samples().timestampAt(series.samples().length() - 1))
                    .isEqualTo(at(20L * OpenChunk.CAPACITY - 1).toEpochMilli()));
  }

  @Test
  void thereIsNoRoomForNewSeriesWhileLiveOnesUseUpTheMemory() {
    TestHistory history = new TestHistory(bounded(null, DataSize.mebibytes(1)));
    for (int i = 0; i < 3_000; i++) {
      history.append(named("a", "i", "" + i), 1, i);
    }
    history.store.tidy(at(1));
    history.append(named("b"), 1, 1);
    assertThat(history.store.seriesCount()).isEqualTo(3_000);
    assertThat(history.dropped("bytes")).isEqualTo(1);
  }

  @Test
  void forgetsTheFutureWhenTheClockIsPutBack() {
    for (int i = 0; i < MANY; i++) {
      history.append(named("a"), i, i);
    }
    history.append(named("future"), MANY, 1);
    history.store.forgetAfter(at(OpenChunk.CAPACITY + 10));
    assertThat(history.values("a")).hasSize(OpenChunk.CAPACITY + 11).endsWith(250.0);
    assertThat(history.store.seriesCount()).isEqualTo(1);
    assertThat(history.dropped("clock")).isEqualTo(MANY - OpenChunk.CAPACITY - 10);
    history.append(named("a"), OpenChunk.CAPACITY + 11, 7);
    assertThat(history.values("a")).endsWith(7.0);
  }

  /** Each series counts up by one, so a reader sees at once when a sample is missing or torn. */
  @Test
  void readersSeeWholePrefixesWhileSamplesAreAdded() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<Integer>> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(reader(done)));
      }
      for (int i = 0; i < 20_000; i++) {
        history.append(named("up", "k", "1"), i, i);
        history.append(named("up", "k", "2"), i, i + 0.5);
        if (i % 1_000 == 999) {
          history.store.tidy(at(i));
          history.append(named("passing", "i", "" + i), i, i);
        }
      }
    } finally {
      done.set(true);
      threads.shutdown();
    }
    for (Future<Integer> reader : readers) {
      assertThat(reader.get(60, TimeUnit.SECONDS)).isPositive();
    }
  }

  private Callable<Integer> reader(AtomicBoolean done) {
    return () -> {
      int reads = 0;
      Map<Labels, Long> longest = new HashMap<>();
      while (!done.get() || reads == 0) {
        List<Series> found =
            history.store.select(Instant.EPOCH, TestHistory.EVER, List.of(name("up")));
        for (Series series : found) {
          Samples samples = series.samples();
          for (int i = 1; i < samples.length(); i++) {
            assertThat(samples.valueAt(i) - samples.valueAt(i - 1)).isEqualTo(1);
          }
          long last = samples.timestampAt(samples.length() - 1);
          assertThat(last).isGreaterThanOrEqualTo(longest.getOrDefault(series.labels(), 0L));
          longest.put(series.labels(), last);
        }
        reads++;
      }
      return reads;
    };
  }
}
