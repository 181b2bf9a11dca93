package org.llmtutor.bench.measure;

import java.util.concurrent.TimeUnit;
import org.llmtutor.service.cost.MeteredFailure;
import org.llmtutor.service.cost.MeteredReply;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long one caller waits for a durable hold and a durable settlement, beside how long one row's
 * commit with its own sync takes.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class LedgerLatencyBenchmark extends OpenLedger {

  /** For JMH. */
  public LedgerLatencyBenchmark() {}

  /** One insert, one transaction, one sync, one thread. */
  @Benchmark
  @Threads(1)
  public int singleCommit() {
    return load().singleCommit();
  }

  /** Hold and settle from one thread: two syncs of its own. */
  @Benchmark
  @Threads(1)
  public MeteredReply call1() throws MeteredFailure {
    return load().call();
  }

  /** Hold and settle from 16 threads. */
  @Benchmark
  @Threads(16)
  public MeteredReply call16() throws MeteredFailure {
    return load().call();
  }
}
