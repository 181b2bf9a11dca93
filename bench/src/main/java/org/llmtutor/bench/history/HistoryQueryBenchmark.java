package org.llmtutor.bench.history;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.QueryResult;
import org.llmtutor.service.history.HistoryStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The page's queries over a full day in the history, decoding and parsing included: 288 steps of
 * five minutes. Prints what the day takes in memory.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields in
public class HistoryQueryBenchmark {

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration DAY = Duration.ofDays(1);

  private final Engine engine = new Engine(EngineOptions.DEFAULTS);

  /** Which query. */
  @Param public PageQuery query;

  private HistoryStore day;

  /** For JMH. */
  public HistoryQueryBenchmark() {}

  /** Records the day. */
  @Setup
  public void prepare() {
    long before = usedHeap();
    day = FullDay.record();
    long heap = usedHeap() - before;
    System.out.printf(
        Locale.ROOT,
        "history: %,d series, %,d samples; estimated %.2f bytes a sample, %,d a series;"
            + " heap with the registry %.2f a sample, %,d a series%n",
        day.seriesCount(),
        day.samples(),
        (double) day.bytes() / day.samples(),
        day.bytes() / day.seriesCount(),
        (double) heap / day.samples(),
        heap / day.seriesCount());
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** From text to result. */
  @Benchmark
  public QueryResult page() {
    return engine.range(
        day, Promql.parse(query.text()), FullDay.END.minus(DAY).plus(STEP), FullDay.END, STEP);
  }
}
