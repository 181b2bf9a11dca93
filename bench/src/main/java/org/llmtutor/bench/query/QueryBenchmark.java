package org.llmtutor.bench.query;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.llmtutor.promql.engine.QueryResult;
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

/** Range queries over series in memory, parsing included. The steps are ten seconds apart. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields in
public class QueryBenchmark {

  private final RangeQuery ranges = new RangeQuery(QueryData.counters());

  /** Which query. */
  @Param public QueryClass query;

  /** How many series on each side. */
  @Param({"1", "10", "100"})
  public int series;

  /** How many steps. */
  @Param({"1", "100", "1000"})
  public int steps;

  private String text;

  /** For JMH. */
  public QueryBenchmark() {}

  /** Writes the query. */
  @Setup
  public void prepare() {
    text = query.text(series);
  }

  /** From text to result. */
  @Benchmark
  public QueryResult range() {
    return ranges.run(text, steps);
  }
}
