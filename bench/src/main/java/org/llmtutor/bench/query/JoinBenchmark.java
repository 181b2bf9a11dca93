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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two series of each of a thousand instances with that instance's one, which lends a label: 2,000
 * results at each step, parsing included. The steps are ten seconds apart.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields in
public class JoinBenchmark {

  private final RangeQuery ranges = new RangeQuery(QueryData.instances());

  /** How many steps. */
  @Param({"1", "100", "1000"})
  public int steps;

  /** For JMH. */
  public JoinBenchmark() {}

  /** From text to result. */
  @Benchmark
  public QueryResult range() {
    return ranges.run("load * on (instance) group_left (version) build_info", steps);
  }
}
